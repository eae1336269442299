"""Where: in the clause, in the sentence, in the sentences before, at several places at once."""
