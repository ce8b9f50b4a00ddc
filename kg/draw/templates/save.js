// The drawing as a file of its own: what is on the screen, with legend, title and styles.

const LEGEND_WIDTH = 230;

function toSvg(picture) {
  const frame = document.getElementById("stage").getBoundingClientRect();
  const copy = scene.svg.node().cloneNode(true);
  const svg = d3.select(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  const legend = svg.append("g").attr("class", "legend").attr("transform", "translate(16,40)");
  const height = Math.max(frame.height + 48, drawLegend(legend, picture) + 60);
  const width = frame.width + LEGEND_WIDTH;
  svg.attr("xmlns", "http://www.w3.org/2000/svg").attr("class", "drawing").attr("width", Math.round(width))
    .attr("height", Math.round(height)).attr("viewBox", `0 0 ${Math.round(width)} ${Math.round(height)}`);
  svg.insert("rect", "g").attr("width", "100%").attr("height", "100%").attr("fill", "#fbfbf8");
  svg.append("text").attr("x", 16).attr("y", 28).attr("font-size", 16).attr("font-weight", 600).text(picture.title);
  const content = svg.append("svg").attr("x", LEGEND_WIDTH).attr("y", 40).attr("width", Math.round(frame.width))
    .attr("height", Math.round(frame.height));
  Array.from(copy.childNodes).forEach((child) => content.node().append(child));
  content.selectAll("path.reach").remove();
  content.selectAll("[tabindex]").attr("tabindex", null).attr("role", null);
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = document.getElementById("drawing").textContent;
  svg.node().prepend(style);
  return new XMLSerializer().serializeToString(svg.node());
}

function save(picture) {
  const blob = new Blob([toSvg(picture)], { type: "image/svg+xml" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${picture.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 80) || "graph"}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
