"""The recogniser: what a neutral document says, as goal tables. It knows no file format."""
