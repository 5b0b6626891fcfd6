// Plays a video of another site. Nothing is fetched from that site before the learner presses play.

/**
 * Replaces a video's card by its player.
 * @param {HTMLAnchorElement} link the card; `data-embed` is the player's address, `data-title` the
 *   video's title
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
