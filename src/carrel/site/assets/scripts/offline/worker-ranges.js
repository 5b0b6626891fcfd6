// Answers a request for a part of a cached file. Browsers request videos in parts.

/**
 * Returns the requested part of a response.
 * @param {Response} whole
 * @param {string} range the `Range` header
 * @returns {Promise<Response>} the whole response if the header asks for several parts, or is not
 *   valid: HTTP allows that
 */
export async function partOf(whole, range) {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (!first && !last) return whole;
  const blob = await whole.blob();
  const [start, end] = boundsOf(first, last, blob.size);
  if (start >= end)
    return new Response(null, {
      status: 416,
      headers: { "content-range": `bytes */${blob.size}` },
    });
  const headers = new Headers(whole.headers);
  headers.set("content-range", `bytes ${start}-${end - 1}/${blob.size}`);
  headers.set("content-length", String(end - start));
  headers.set("accept-ranges", "bytes");
  return new Response(blob.slice(start, end, blob.type), {
    status: 206,
    statusText: "Partial Content",
    headers,
  });
}

/**
 * Returns where the part begins, and where it ends (exclusive).
 * @param {string} first "" if `last` is a number of bytes from the end
 * @param {string} last "" for the end
 * @param {number} size
 * @returns {[number, number]}
 */
function boundsOf(first, last, size) {
  if (!first) return [Math.max(0, size - Number(last)), size];
  return [Number(first), last ? Math.min(size, Number(last) + 1) : size];
}
