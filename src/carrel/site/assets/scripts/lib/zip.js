// Zip archives: written with the date that is given, so that the same content is the same file;
// read within bounds, so that a file made to swell does no harm.

import { crc32 } from "./crc32.js";

/** @typedef {{ name: string, bytes: Uint8Array }} ZipEntry */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8_NAMES = 0x0800;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
export const ZIP_LIMITS = { file: 30e6, unpacked: 50e6, entries: 2000 };

/**
 * Little-endian numbers, given as pairs of value and width.
 * @param {...[number, number]} parts
 * @returns {Uint8Array}
 */
function littleEndian(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of parts)
    for (let index = 0; index < width; index++) bytes[at++] = (value >>> (8 * index)) & 255;
  return bytes;
}

/** @param {Uint8Array[]} pieces @returns {Uint8Array} */
export function joinBytes(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * A day as zip archives write it; they know none before 1980.
 * @param {string} date YYYY-MM-DD
 * @returns {number}
 */
function dosDay(date) {
  const [year, month, day] = date.split("-").map(Number);
  return year >= 1980 && year < 2108 && month && day
    ? ((year - 1980) << 9) | (month << 5) | day
    : 0x21;
}

/** @param {Uint8Array} bytes @param {number} limit @returns {Promise<Uint8Array>} */
async function deflate(bytes, limit = Infinity) {
  return throughStream(bytes, new CompressionStream("deflate-raw"), limit);
}

/**
 * Sends bytes through a stream, and stops when more than `limit` come out.
 * @param {Uint8Array} bytes
 * @param {{ readable: ReadableStream, writable: WritableStream }} stream
 * @param {number} limit
 * @returns {Promise<Uint8Array>}
 */
async function throughStream(bytes, stream, limit) {
  const writer = stream.writable.getWriter();
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  /** @type {Uint8Array[]} */
  const pieces = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new ZipError("too-large");
    }
    pieces.push(part.value);
  }
  return joinBytes(pieces);
}

/**
 * Returns an archive of the entries in their order.
 * @param {ZipEntry[]} entries
 * @param {string} date YYYY-MM-DD
 * @returns {Promise<Uint8Array>}
 */
export async function zip(entries, date) {
  /** @type {Uint8Array[]} */
  const bodies = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let at = 0;
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name);
    const packed = await deflate(entry.bytes);
    const facts = factsOf(entry, packed.length, name.length, date);
    const header = littleEndian([LOCAL, 4], ...facts);
    directory.push(
      littleEndian([CENTRAL, 4], [20, 2], ...facts, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
      name,
    );
    bodies.push(header, name, packed);
    at += header.length + name.length + packed.length;
  }
  return joinBytes([...bodies, ...directory, endOf(entries.length, directory, at)]);
}

/**
 * What the header of an entry and the directory have in common.
 * @param {ZipEntry} entry
 * @param {number} packed
 * @param {number} name
 * @param {string} date
 * @returns {[number, number][]}
 */
function factsOf({ bytes }, packed, name, date) {
  return [
    [20, 2],
    [UTF8_NAMES, 2],
    [DEFLATED, 2],
    [0, 2],
    [dosDay(date), 2],
    [crc32(bytes), 4],
    [packed, 4],
    [bytes.length, 4],
    [name, 2],
    [0, 2],
  ];
}

/**
 * The end of an archive.
 * @param {number} count
 * @param {Uint8Array[]} directory
 * @param {number} at
 */
function endOf(count, directory, at) {
  const length = directory.reduce((sum, piece) => sum + piece.length, 0);
  return littleEndian(
    [END, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [length, 4],
    [at, 4],
    [0, 2],
  );
}

/** Why an archive could not be read: "not-zip", "damaged", "encrypted", "too-large". */
export class ZipError extends Error {
  /** @param {"not-zip" | "damaged" | "encrypted" | "too-large"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * The wanted files of an archive. Throws a `ZipError`.
 * @param {Uint8Array} bytes
 * @param {(name: string) => boolean} wanted
 * @param {{ file: number, unpacked: number, entries: number }} [limits]
 * @returns {Promise<Map<string, Uint8Array>>}
 */
export async function unzip(bytes, wanted, limits = ZIP_LIMITS) {
  if (bytes.length > limits.file) throw new ZipError("too-large");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map();
  let left = limits.unpacked;
  try {
    for (const entry of listEntries(view, bytes, limits.entries)) {
      if (!wanted(entry.name) || files.has(entry.name)) continue;
      const unpacked = await unpackEntry(entry, view, bytes, left);
      left -= unpacked.length;
      files.set(entry.name, unpacked);
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError("damaged");
  }
  return files;
}

/**
 * @typedef {{ name: string, flags: number, method: number, crc: number, packed: number, size:
 *   number, at: number }} DirectoryEntry
 */

/**
 * @param {DataView} view
 * @param {Uint8Array} bytes
 * @param {number} most
 * @returns {DirectoryEntry[]}
 */
function listEntries(view, bytes, most) {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > most) throw new ZipError("too-large");
  /** @type {DirectoryEntry[]} */
  const entries = [];
  let at = view.getUint32(end + 16, true);
  for (let number = 0; number < count; number++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new ZipError("damaged");
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    );
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extraLength + noteLength;
  }
  return entries;
}

/** Where the archive's last record begins. @param {DataView} view @returns {number} */
function findEnd(view) {
  if (view.byteLength < 4 || view.getUint16(0, true) !== 0x4b50) throw new ZipError("not-zip");
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--)
    if (view.getUint32(at, true) === END) return at;
  throw new ZipError("damaged");
}

/**
 * @param {DirectoryEntry} entry
 * @param {DataView} view
 * @param {Uint8Array} bytes
 * @param {number} limit
 * @returns {Promise<Uint8Array>}
 */
async function unpackEntry(entry, view, bytes, limit) {
  if (entry.flags & ENCRYPTED) throw new ZipError("encrypted");
  if (entry.size > limit) throw new ZipError("too-large");
  if (view.getUint32(entry.at, true) !== LOCAL) throw new ZipError("damaged");
  const from =
    entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  const unpacked =
    entry.method === DEFLATED
      ? await throughStream(packed, new DecompressionStream("deflate-raw"), limit)
      : packed;
  const whole =
    (entry.method === DEFLATED || entry.method === STORED) && crc32(unpacked) === entry.crc;
  if (!whole) throw new ZipError("damaged");
  return unpacked;
}
