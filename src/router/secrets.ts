/**
 * Where the private asset with the SIP passwords holds the API key that reads Sync too. A dot is in no name of a secret,
 * so these are nobody's password.
 */
export const syncKeyName = "sync.key";
export const syncSecretName = "sync.secret";
