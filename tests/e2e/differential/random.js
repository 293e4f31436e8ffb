// @ts-check
/** Numbers that look random and come back with their seed: SplitMix32. */

export class Random {
  /** @param {number} seed */
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** A number of 32 bits. */
  bits() {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** From 0 to `count` - 1. @param {number} count */
  below(count) {
    return this.bits() % count;
  }

  /** True in `percent` of a hundred. @param {number} percent */
  chance(percent) {
    return this.below(1000) < percent * 10;
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return list[this.below(list.length)];
  }

  /** One of several, each as often as its weight says. @template T @param {readonly (readonly [number, T])[]} list @returns {T} */
  weighted(list) {
    let place = this.below(list.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, value] of list) {
      if (place < weight) return value;
      place -= weight;
    }
    return list[0][1];
  }

  /** Some of them, in an order of its own. @template T @param {readonly T[]} list @param {number} count @returns {T[]} */
  some(list, count) {
    const left = [...list];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)[0]);
  }
}
