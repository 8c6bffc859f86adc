# expected: ValueError
{float("nan"): 1}
