"""newsgraph: news articles in, an RDF knowledge graph out. Start reading at ``kg.pipeline``."""
