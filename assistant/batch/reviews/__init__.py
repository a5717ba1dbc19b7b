"""Many finished tables: reviewed, held against each other, and ranked by what needs a person first."""
