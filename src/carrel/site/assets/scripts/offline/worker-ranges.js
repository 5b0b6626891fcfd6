// A part of something that is kept whole. Films are asked for in parts, and some browsers play nothing else.

/**
 * @param {Response} whole
 * @param {string} range what the `Range` header says
 * @returns {Promise<Response>}
 */
export async function partOf(whole, range) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  if (!found || (!found[1] && !found[2])) return whole; // several parts, or none that can be read: the whole is a right answer, too
  const blob = await whole.blob();
  const [start, end] = placesOf(found[1], found[2], blob.size);
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
 * @param {string} first
 * @param {string} last empty: to the end
 * @param {number} size
 * @returns {[number, number]} where the part begins, and where what follows it does
 */
function placesOf(first, last, size) {
  if (!first) return [Math.max(0, size - Number(last)), size]; // so many bytes from the end
  return [Number(first), last ? Math.min(size, Number(last) + 1) : size];
}
