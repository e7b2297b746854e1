"""What a fuzzed run is made of: who is there (`crowd`), what they send (`shapes`, `hostile`, `sending`, `mangling`), how
it is served (`day`), and two rules written by hand, apart from the product: who may read whose words (`reading`), who
may change what (`changing`)."""
