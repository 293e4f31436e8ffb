// @ts-check
/**
 * The panel's program, compiled while nothing waits for it: reading and compiling it would be the longest step between the
 * tab's first show and its first row. The panel takes what is ready and otherwise fetches the program itself.
 */

/** @typedef {Promise<WebAssembly.Module | undefined>} Compiled nothing where it could not be compiled: the panel will say why */
/** @typedef {{ prepare(): void, compiled(): Compiled | undefined }} Program */

/**
 * @param {() => Promise<WebAssembly.Module>} compile
 * @returns {Program}
 */
export function createProgram(compile) {
  /** @type {Compiled | undefined} */
  let compiled;
  return {
    /** Compiles, the first time that it is called. */
    prepare() {
      compiled ??= compile().catch(() => undefined);
    },
    compiled: () => compiled,
  };
}
