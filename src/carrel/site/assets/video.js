// A film of another host: nothing is asked of that host before the learner presses play.

/**
 * Puts the film where its card was.
 * @param {HTMLAnchorElement} link the card; `data-embed` is the film's address, `data-title` its name
 */
export function play(link) {
  const frame = document.createElement("iframe");
  frame.className = "film";
  frame.title = link.dataset.title ?? "";
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = /** @type {string} */ (link.dataset.embed);
  link.replaceWith(frame);
  frame.focus();
}
