"""The codebook: what Rasd knows, the names it did not know, and proposals to add them."""
