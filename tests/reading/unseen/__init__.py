"""Forms in layouts that no other example has, as the files they would come in; `build` writes them."""
