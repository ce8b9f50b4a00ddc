#!/bin/sh
# From articles to answers. Each line of examples/articles.tsv gives an article's date, publisher and ontology.
set -eu
graph=demo.kg
tab=$(printf '\t')

sed 1d examples/articles.tsv | while IFS="$tab" read -r file date publisher ontology; do
    kg build "examples/$file" --date "$date" --publisher "$publisher" \
        ${ontology:+--ontology "examples/$ontology"} --into "$graph" </dev/null
done

echo; echo "What was found"
kg query "$graph" -f examples/tables/counts.rq
echo; echo "Who accuses or denies what"
kg query "$graph" -f examples/tables/quarrels.rq

if [ -t 0 ] && [ -t 1 ]; then
    echo; echo "Ask in SPARQL, for instance: SELECT ?x ?y WHERE { ?x :allyOf ?y }    (\\help for more, \\quit to leave)"
    exec kg shell "$graph"
fi
for question in examples/*.rq; do
    echo
    sed -n 's/^# //p' "$question"
    # shellcheck disable=SC2046  # an option and its value
    kg shell "$graph" -f "$question" $(sed -n 's/^# \(--set [^ ]*\)$/\1/p' "$question") </dev/null
done
