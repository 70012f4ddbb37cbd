/**
 * Whether an MFA device's serial is that of a FIDO2 security key: it has `u2f` in its ARN, a virtual device `mfa`; a
 * hardware token has no ARN.
 */
export function isSecurityKey(serial: string): boolean {
  return serial.split(":")[5]?.startsWith("u2f/") === true;
}
