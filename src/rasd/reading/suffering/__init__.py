"""To whom it was done, and what an event of violence did."""
