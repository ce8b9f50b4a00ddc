// What the signs and lines mean, for what is in the picture; the same rows stand in the page and in a saved SVG.

function legendRows(picture) {
  const count = (items, test) => items.filter(test).length;
  const entities = Object.keys(GROUPS).map((group) => ({
    key: `group ${group}`, name: GROUPS[group].name, node: { kind: group === "Event" ? "event" : "entity", group, made: true },
    count: count(picture.nodes, (node) => node.kind !== "claim" && node.group === group),
  }));
  const claims = Object.keys(STANCES).map((stance) => ({
    key: `stance ${stance}`, name: STANCES[stance].name, node: { kind: "claim", group: "Claim", stance, made: true },
    count: count(picture.nodes, (node) => node.kind === "claim" && node.stance === stance),
  }));
  claims.push({
    key: "unmade", name: "negated or only possible", node: { kind: "claim", group: "Claim", stance: "", made: false },
    count: count(picture.nodes, (node) => !node.made),
  });
  const ways = Object.keys(WAYS).map((way) => ({
    key: `way ${way}`, name: WAYS[way].name, link: { way, stance: "" }, count: count(picture.links, (link) => link.way === way),
  }));
  const sections = [
    { heading: "Who, where, what happened", rows: entities },
    { heading: "Claims", note: "what somebody says, not what is so", rows: claims },
    { heading: "Lines", rows: ways },
  ];
  return sections.map((each) => ({ ...each, rows: each.rows.filter((one) => one.count) })).filter((each) => each.rows.length);
}

// The sign or line of a row, at the middle of a place 34 wide and 24 high.
function drawSample(parent, sample) {
  if (sample.link) {
    const line = parent.append("g").attr("class", looks(sample.link));
    line.append("path").attr("class", "line").attr("d", "M3,12L26,12");
    line.append("path").attr("class", "tip").attr("d", "M0,0L-9,3.6L-9,-3.6Z").attr("transform", "translate(32,12)");
    return;
  }
  const node = { ...sample.node, degree: 0 };
  node.radius = radiusOf(node);
  const group = parent.append("g").attr("class", looks(node)).attr("transform", "translate(17,12) scale(0.85)");
  group.append("path").attr("class", "sign").attr("fill-rule", "evenodd").attr("d", outline(node));
  if (node.kind === "claim") group.append("text").attr("class", "mark").attr("dy", 4).text(STANCES[node.stance].mark);
}

function fillLegend(picture) {
  const legend = d3.select("#legend");
  legendRows(picture).forEach((section) => {
    legend.append("h2").text(section.heading);
    if (section.note) legend.append("p").text(section.note);
    section.rows.forEach((one) => {
      const button = legend.append("button").attr("type", "button").attr("aria-pressed", "true").attr("data-key", one.key)
        .attr("title", "hide or show");
      drawSample(button.append("svg").attr("aria-hidden", "true"), one);
      button.append("span").text(one.name);
      button.append("span").attr("class", "count").text(one.count);
      button.on("click", () => {
        const hide = !scene.hidden.has(one.key);
        if (hide) scene.hidden.add(one.key); else scene.hidden.delete(one.key);
        button.attr("aria-pressed", String(!hide));
        refresh();
      });
    });
  });
}

function drawLegend(parent, picture) {
  let y = 0;
  legendRows(picture).forEach((section) => {
    y += 26;
    parent.append("text").attr("class", "heading").attr("x", 0).attr("y", y).text(section.heading);
    if (section.note) parent.append("text").attr("class", "small").attr("x", 0).attr("y", y += 16).text(section.note);
    y += 6;
    section.rows.filter((one) => !scene.hidden.has(one.key)).forEach((one) => {
      drawSample(parent.append("g").attr("transform", `translate(0,${y})`), one);
      parent.append("text").attr("x", 42).attr("y", y + 16).text(one.name);
      y += 24;
    });
  });
  return y;
}
