/** Whether only this machine reaches an address to listen on. */
export const isLoopback = (host: string) =>
  ['127.0.0.1', '::1', 'localhost'].includes(host);
