// What can be measured of a page that is shown: contrast, edges, sizes, motion, headings.
(() => {
  const found = [];
  const say = (kind, part, what) => found.push(`${kind}: ${name(part)}: ${what}`);
  const name = (part) => (part.id ? `#${part.id}` : part.tagName.toLowerCase());
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [r, g, b], a: a / 255 };
  };
  const over = (top, below) => top.rgb.map((each, at) => each * top.a + below[at] * (1 - top.a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((each) => each / 255).map((each) =>
      each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (part) => {
    if (!part) return [255, 255, 255];
    return over(rgba(getComputedStyle(part).backgroundColor), ground(part.parentElement));
  };
  const shown = (part) => {
    const box = part.getBoundingClientRect();
    return part.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 1 && box.height > 1;
  };
  const all = [...document.body.querySelectorAll("*")].filter(shown);

  for (const part of all) {
    const style = getComputedStyle(part);
    const own = [...part.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    const written = own || ["INPUT", "svg"].includes(part.tagName);
    if (written && !part.closest(":disabled")) {
      const needed = part.tagName === "svg" ? 3 : 4.5;
      const colour = over(rgba(part.tagName === "svg" ? style.stroke : style.color), ground(part));
      const has = ratio(colour, ground(part));
      if (has < needed) say("contrast", part, has.toFixed(2));
    }
    if (part.matches("input, button, .button") && !part.matches(":disabled, [type=file]")) {
      const outside = ground(part.parentElement);
      const edge = ratio(over(rgba(style.borderTopColor), outside), outside);
      if (Math.max(edge, ratio(ground(part), outside)) < 3) say("edge", part, edge.toFixed(2));
      const box = part.getBoundingClientRect();
      if (Math.min(box.width, box.height) < 44) say("small", part, `${box.width}×${box.height}`);
    }
    if (own && part.scrollWidth > part.clientWidth + 1 && style.overflowX !== "visible") say("cut", part, "its text is cut");
    const box = part.getBoundingClientRect();
    if (box.left < -1 || box.right > document.documentElement.clientWidth + 1) say("outside", part, `${box.left}…${box.right}`);
    const moves = [style.transitionDuration, style.animationDuration].some((each) => parseFloat(each) > 0);
    if (moves || style.scrollBehavior === "smooth") say("motion", part, "moves where no motion is wanted");
  }
  const levels = all.filter((each) => /^H[1-6]$/.test(each.tagName)).map((each) => Number(each.tagName[1]));
  if (levels[0] !== 1 || levels.some((each, at) => at && each > levels[at - 1] + 1)) say("headings", document.body, levels.join());
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) say("scroll", document.documentElement, `${document.documentElement.scrollWidth} in ${document.documentElement.clientWidth}`);
  if (!document.documentElement.lang) say("language", document.documentElement, "none");
  if (!document.title.trim()) say("title", document.documentElement, "none");
  if (/user-scalable|maximum-scale/.test(document.querySelector("meta[name=viewport]")?.content)) say("zoom", document.head, "may not be zoomed");
  for (const each of document.querySelectorAll("img:not([alt])")) say("picture", each, "has no words");
  return found;
})()
