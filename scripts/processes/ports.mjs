// @ts-check
import { createServer } from 'node:net';
import { CommandError } from '../commandLine/commandError.mjs';

/** A browser may take `localhost` for either of them. */
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'];

/** @type {Set<number>} */
const handedOut = new Set();

/**
 * A port on which nobody listens, and which this process has not handed out before.
 *
 * @returns {Promise<number>}
 */
export async function freePort() {
  const port = await listenBriefly(0, LOOPBACK_ADDRESSES[0]);
  if (handedOut.has(port)) {
    return freePort();
  }
  handedOut.add(port);
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function isPortFree(port) {
  for (const address of LOOPBACK_ADDRESSES) {
    try {
      await listenBriefly(port, address);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') {
        return false;
      }
    }
  }
  return true;
}

/**
 * @param {{ port: number, purpose: string, variable: string }} need `variable` moves the port
 */
export async function requireFreePort({ port, purpose, variable }) {
  if (!(await isPortFree(port))) {
    throw new CommandError(
      `Port ${port}, needed for ${purpose}, is in use by another program: ` +
        `end that program, or choose another port with the environment variable ${variable}.`,
    );
  }
}

/**
 * @param {number} port
 * @param {string} address
 * @returns {Promise<number>} the port that it listened on
 */
function listenBriefly(port, address) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: address, exclusive: true }, () => {
      const bound = server.address();
      server.close(() =>
        resolve(bound && typeof bound === 'object' ? bound.port : port),
      );
    });
  });
}
