"""The ontology files; ``kg.tbox`` reads them."""
