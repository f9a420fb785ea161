// @ts-check
/* The QR code of an address (ISO/IEC 18004): bytes, level M, mask 0 (any mask can be read), versions 1 to 10. */
"use strict";

{
  /* By version: the error words of a block, then the data words of each block (table 9 of the standard, level M). */
  const BLOCKS = [[], [10, 16], [16, 28], [26, 44], [18, 32, 32], [24, 43, 43], [16, 27, 27, 27, 27], [18, 31, 31, 31, 31], [22, 38, 38, 39, 39],
    [22, 36, 36, 36, 37, 37], [26, 43, 43, 43, 43, 44]];
  /* By version: the centres of the alignment patterns (annex E). */
  const CENTRES = [[], [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
  const FORMAT = 0x5412; /* level M with mask 0, masked (annex C) */
  const VERSIONS = { 7: 0x07c94, 8: 0x085bc, 9: 0x09a99, 10: 0x0a4d3 }; /* annex D */

  /* Powers and logarithms of 2 in the field of 256 elements that the standard counts in. */
  const POWER = new Uint8Array(512), LOG = new Uint8Array(256);
  for (let exponent = 0, value = 1; exponent < 255; exponent++) {
    POWER[exponent] = POWER[exponent + 255] = value;
    LOG[value] = exponent;
    value = (value << 1) ^ (value & 128 ? 0x11d : 0);
  }
  const product = (one, other) => (one && other ? POWER[LOG[one] + LOG[other]] : 0);

  /** The error words behind a block of data words: the rest of a division of polynomials. */
  function errorWords(data, count) {
    let divisor = [1];
    for (let root = 0; root < count; root++)
      divisor = [...divisor, 0].map((factor, place) => factor ^ (place ? product(divisor[place - 1], POWER[root]) : 0));
    const rest = [...data, ...Array(count).fill(0)];
    for (let place = 0; place < data.length; place++) {
      const lead = rest[place];
      divisor.forEach((factor, further) => { rest[place + further] ^= product(factor, lead); });
    }
    return rest.slice(data.length);
  }

  /** One word of each block in turn. */
  const interleaved = (blocks) => Array.from({ length: Math.max(...blocks.map((block) => block.length)) }, (_, place) =>
    blocks.filter((block) => place < block.length).map((block) => block[place])).flat();

  /** All words of the code, data before error words. */
  function words(bytes, version) {
    const [errors, ...sizes] = BLOCKS[version], capacity = sizes.reduce((sum, size) => sum + size);
    const bits = `0100${bytes.length.toString(2).padStart(version < 10 ? 8 : 16, "0")}${bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("")}0000`;
    const data = (bits.match(/.{1,8}/g) ?? []).map((word) => parseInt(word.padEnd(8, "0"), 2)).slice(0, capacity);
    for (let filler = 0xec; data.length < capacity; filler ^= 0xec ^ 0x11) data.push(filler);
    let start = 0;
    const blocks = sizes.map((size) => data.slice(start, (start += size)));
    return [...interleaved(blocks), ...interleaved(blocks.map((block) => errorWords(block, errors)))];
  }

  /** The square with all that does not depend on the words: rows of 0 and 1, undefined where words go. */
  function frame(version) {
    const size = 17 + 4 * version, rows = Array.from({ length: size }, () => Array(size));
    /* Rings around a centre: dark but for those at these distances. */
    const rings = (x, y, reach, light) => {
      for (let down = -reach; down <= reach; down++)
        for (let right = -reach; right <= reach; right++)
          if (rows[y + down] && x + right >= 0 && x + right < size)
            rows[y + down][x + right] = Number(!light.includes(Math.max(Math.abs(down), Math.abs(right))));
    };
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, [2, 4]);
    for (let place = 8; place < size - 8; place++) rows[6][place] = rows[place][6] = 1 - (place % 2);
    const centres = CENTRES[version], last = centres[centres.length - 1];
    for (const x of centres)
      for (const y of centres)
        if (!(x === 6 && y === 6) && !(x === 6 && y === last) && !(x === last && y === 6)) rings(x, y, 2, [1]);
    for (let bit = 0; bit < 15; bit++) {
      const dark = (FORMAT >> bit) & 1;
      rows[bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit][8] = dark;
      rows[8][bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit] = dark;
    }
    rows[size - 8][8] = 1;
    for (let bit = 0; version > 6 && bit < 18; bit++)
      rows[size - 11 + (bit % 3)][Math.floor(bit / 3)] = rows[Math.floor(bit / 3)][size - 11 + (bit % 3)] = (VERSIONS[version] >> bit) & 1;
    return rows;
  }

  /** Lay the bits of the words into the square, two columns at a time, up and down, each flipped where row and column are even together. */
  function fill(rows, bits) {
    let next = 0;
    for (let right = rows.length - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up)
      for (let step = 0; step < rows.length; step++) {
        const y = up ? rows.length - 1 - step : step;
        for (const x of [right, right - 1])
          if (rows[y][x] === undefined) rows[y][x] = Number(bits[next++] ?? 0) ^ Number((x + y) % 2 === 0);
      }
    return rows;
  }

  /** The code of an address: `size` modules each way, and the dark ones as strokes of an SVG. Nothing for an address that is too long. */
  globalThis.qrCode = (address) => {
    const bytes = [...new TextEncoder().encode(address)];
    const version = BLOCKS.findIndex(([, ...sizes], at) => at && sizes.reduce((sum, size) => sum + size) >= bytes.length + (at < 10 ? 2 : 3));
    if (version < 0) return null;
    const rows = fill(frame(version), words(bytes, version).map((word) => word.toString(2).padStart(8, "0")).join(""));
    const bars = rows.flatMap((row, y) => [...row.join("").matchAll(/1+/g)].map(({ index, 0: { length } }) => `M${index} ${y}.5h${length}`));
    return { size: rows.length, path: bars.join("") };
  };
}
