/** Something on this machine is not as it must be; the message tells a person what, and what to do. */
export class PlainFault extends Error {
  override name = 'PlainFault';
}
