# category: crossing
# expected: ValueError
{float("nan"): 1}
