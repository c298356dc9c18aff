// The keyed random streams of the program (audit/stream.h), bit for bit.
//
// 64-bit words are pairs of 32-bit ones: BigInt gives the same bits fifty times slower.
"use strict";
(function (page) {
  const BLOCK = 1024;
  const LANES = 8;
  const LARGEST = 1 - 2 ** -53;

  // The high half of a 64-bit product.
  function high(a, b) {
    const al = a & 0xffff, ah = a >>> 16, bl = b & 0xffff, bh = b >>> 16;
    const low = al * bl;
    const middle = ah * bl + (low >>> 16);
    const other = al * bh + (middle & 0xffff);
    return (ah * bh + (middle >>> 16) + (other >>> 16)) | 0;
  }

  // Philox4x32-10 (Salmon and others 2011).
  function philox(counter, key) {
    let [c0, c1, c2, c3] = counter;
    let [k0, k1] = key;
    for (let round = 0; round < 10; round++) {
      const h0 = high(0xd2511f53, c0), l0 = Math.imul(0xd2511f53, c0);
      const h1 = high(0xcd9e8d57, c2), l1 = Math.imul(0xcd9e8d57, c2);
      c0 = h1 ^ c1 ^ k0;
      c2 = h0 ^ c3 ^ k1;
      c1 = l1;
      c3 = l0;
      k0 = (k0 + 0x9e3779b9) | 0;
      k1 = (k1 + 0xbb67ae85) | 0;
    }
    return [c0, c1, c2, c3];
  }

  // The states of all lanes: number 8k + l is state word k of lane l, its low half first.
  function seedLanes(seed, key, block) {
    const words = new Int32Array(2 * 4 * LANES);
    for (let w = 0; w < 16; w++) {
      // block << 4 | w, as two halves.
      const place = block * 16 + w;
      const out = philox([key[0], key[1], place | 0, Math.floor(place / 2 ** 32) | 0], seed);
      words.set(out, 4 * w);
    }
    return words;
  }

  // One lane of xoshiro256++ 1.0 (Blackman and Vigna 2021): every eighth number of a block.
  function fillLane(words, lane, u, start) {
    let l0 = words[2 * lane], h0 = words[2 * lane + 1];
    let l1 = words[2 * (lane + 8)], h1 = words[2 * (lane + 8) + 1];
    let l2 = words[2 * (lane + 16)], h2 = words[2 * (lane + 16) + 1];
    let l3 = words[2 * (lane + 24)], h3 = words[2 * (lane + 24) + 1];
    for (let i = lane; i < BLOCK; i += LANES) {
      const suml = (l0 + l3) | 0;
      const sumh = (h0 + h3 + (suml >>> 0 < l0 >>> 0 ? 1 : 0)) | 0;
      const turnl = (suml << 23) | (sumh >>> 9), turnh = (sumh << 23) | (suml >>> 9);
      const low = (turnl + l0) | 0;
      const top = (turnh + h0 + (low >>> 0 < l0 >>> 0 ? 1 : 0)) | 0;
      const value = ((top >>> 0) * 2097152 + (low >>> 11) + 0.5) * 2 ** -53;
      u[start + i] = value < LARGEST ? value : LARGEST;
      const tl = l1 << 17, th = (h1 << 17) | (l1 >>> 15);
      l2 ^= l0; h2 ^= h0;
      l3 ^= l1; h3 ^= h1;
      l1 ^= l2; h1 ^= h2;
      l0 ^= l3; h0 ^= h3;
      l2 ^= tl; h2 ^= th;
      const kept = l3;
      l3 = (h3 << 13) | (l3 >>> 19);
      h3 = (kept << 13) | (h3 >>> 19);
    }
  }

  // The uniform numbers of one block. Seed and key are pairs of 32-bit words, the low one first.
  page.fillBlock = function (seed, key, block, u, start) {
    const words = seedLanes(seed, key, block);
    for (let lane = 0; lane < LANES; lane++) fillLane(words, lane, u, start);
  };

  // The first `count` numbers of a stream; `count` is a multiple of 1,024.
  page.uniforms = function (seed, key, count) {
    const u = new Float64Array(count);
    for (let block = 0; block * BLOCK < count; block++) page.fillBlock(seed, key, block, u, block * BLOCK);
    return u;
  };
})((globalThis.reaudit ??= {}));
