/** Thrown by the context where what a check stands on is missing; another check reports that, this one cannot tell. */
export class Missing extends Error {
  override readonly name = "Missing";
}
