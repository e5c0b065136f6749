"""What the parts of a data set are called in sentences."""

NAMES = {
    "train": "the training part",
    "valid": "the validation part",
    "test": "the test part",
    "all": "the whole data set",
}


def part_name(split: str) -> str:
    """Return the name of a part, with its article."""
    return NAMES.get(split, f"the part “{split}”")
