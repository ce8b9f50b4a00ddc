"use strict";
// What each class and stance looks like. Shape or mark tell them apart as well as colour, for eyes that see fewer colours.

const GROUPS = {
  Person: { name: "person", radius: 9 },
  Group: { name: "group of people", radius: 10 },
  Organization: { name: "organisation", radius: 9 },
  Party: { name: "party", radius: 10 },
  MediaOutlet: { name: "media outlet", radius: 9 },
  State: { name: "state", radius: 11 },
  Alliance: { name: "alliance", radius: 11 },
  Place: { name: "place", radius: 8 },
  Agent: { name: "agent", radius: 8 },
  Event: { name: "event", radius: 10 },
  "": { name: "anything else", radius: 6 },
};

const STANCES = {
  accuses: { name: "accuses, condemns", mark: "!" },
  denies: { name: "denies, refuses", mark: "×" },
  warns: { name: "warns, threatens", mark: "▲" },
  demands: { name: "demands, asks", mark: "→" },
  supports: { name: "supports, promises", mark: "+" },
  "": { name: "says, thinks", mark: "“" },
};

const WAYS = {
  stated: { name: "an article states it" },
  said: { name: "says it, of whom" },
  mentioned: { name: "is mentioned in it" },
  part: { name: "has part in an event" },
  known: { name: "known beforehand" },
  added: { name: "an analyst added it" },
  inferred: { name: "inferred" },
  asked: { name: "only the query has it" },
};

function polygon(corners, radius, turn) {
  const points = d3.range(corners).map((i) => {
    const angle = (2 * Math.PI * i) / corners + turn;
    return [radius * Math.cos(angle), radius * Math.sin(angle)].map((x) => x.toFixed(2)).join(",");
  });
  return `M${points.join("L")}Z`;
}

function circle(radius, x = 0) {
  return `M${x - radius},0a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`;
}

function box(width, height) {
  return `M${-width},${-height}h${2 * width}v${2 * height}h${-2 * width}Z`;
}

function bubble() {
  return "M-11,-9h22a3,3 0 0 1 3,3v10a3,3 0 0 1 -3,3h-14l-6,5v-5h-2a3,3 0 0 1 -3,-3v-10a3,3 0 0 1 3,-3Z";
}

// The outline of a node around its centre.
function outline(node) {
  const r = node.radius;
  if (node.kind === "claim") return bubble();
  switch (node.group) {
    case "Person": return circle(r);
    case "Group": return circle(r * 0.62, -r * 0.5) + circle(r * 0.62, r * 0.5);
    case "Organization": return box(r * 0.88, r * 0.88);
    case "Party": return polygon(3, r * 1.1, -Math.PI / 2);
    case "MediaOutlet": return box(r * 1.2, r * 0.7);
    case "State": return polygon(6, r, 0);
    case "Alliance": return polygon(4, r * 1.15, 0) + circle(r * 0.4);
    case "Place": return `M0,${r}L${-r * 0.8},${-r * 0.2}a${r * 0.82},${r * 0.82} 0 1,1 ${r * 1.6},0Z`;
    case "Event": return star(r * 1.15);
    default: return circle(r * 0.8);
  }
}

function star(radius) {
  const points = d3.range(12).map((i) => {
    const reach = i % 2 ? radius * 0.58 : radius;
    const angle = (Math.PI * i) / 6;
    return [reach * Math.sin(angle), -reach * Math.cos(angle)].map((x) => x.toFixed(2)).join(",");
  });
  return `M${points.join("L")}Z`;
}

// The classes that give a node or link its looks; none comes from text of an article.
function looks(item) {
  if (item.way) return `link ${item.way} ${item.stance || "says"}`;
  const stance = item.kind === "claim" ? item.stance || "says" : "";
  return `node ${item.kind} ${item.kind === "entity" ? item.group : ""} ${stance} ${item.made ? "" : "unmade"}`.trim();
}

function radiusOf(node) {
  if (node.kind === "claim") return 14;
  return GROUPS[node.group in GROUPS ? node.group : ""].radius + Math.min(6, Math.sqrt(node.degree));
}
