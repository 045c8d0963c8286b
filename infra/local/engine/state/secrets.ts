/**
 * Passphrase secrets exactly as the pulumi CLI makes them: a key of PBKDF2-SHA256 (1,000,000 rounds), values as
 * `v1:<nonce>:<AES-256-GCM ciphertext and tag>`, and a salt that carries an encrypted `pulumi` by which a wrong
 * passphrase is told.
 */
import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { Problem } from "../problem.ts";

export interface Secrets {
  /** `v1:<salt>:<check>`, as in `encryptionsalt` of Pulumi.<stack>.yaml. */
  readonly salt: string;
  encrypt(plaintext: string): string;
  /** Throws a {@link Problem} when the ciphertext is of another key, or damaged. */
  decrypt(ciphertext: string): string;
}

const rounds = 1_000_000;
const tagLength = 16;

/** With a known `salt` checks the passphrase against it; without makes a new one. Takes about 0.2 s, off the thread. */
export async function openSecrets(passphrase: string, salt?: string): Promise<Secrets> {
  const [version, text, ...check] = salt?.split(":") ?? ["v1", randomBytes(8).toString("base64")];
  if (version !== "v1" || text === undefined) {
    throw new Problem(`The encryption salt is of a form that is not known: it begins with "${version}".`);
  }
  const key = await promisify(pbkdf2)(passphrase, Buffer.from(text, "base64"), rounds, 32, "sha256");
  if (salt === undefined) return { ...cipher(key), salt: `v1:${text}:${cipher(key).encrypt("pulumi")}` };
  try {
    if (cipher(key).decrypt(check.join(":")) === "pulumi") return { ...cipher(key), salt };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  throw new Problem(
    "The passphrase is wrong: the stack's secrets were encrypted with another one. " +
      "Use the passphrase of the first run (PULUMI_CONFIG_PASSPHRASE), or remove the state file to begin anew.",
  );
}

function cipher(key: Buffer): Pick<Secrets, "encrypt" | "decrypt"> {
  return {
    encrypt(plaintext) {
      const nonce = randomBytes(12);
      const gcm = createCipheriv("aes-256-gcm", key, nonce);
      const sealed = Buffer.concat([gcm.update(plaintext, "utf8"), gcm.final(), gcm.getAuthTag()]);
      return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
    },
    decrypt(ciphertext) {
      const [version, nonce = "", sealed = ""] = ciphertext.split(":");
      const bytes = Buffer.from(sealed, "base64");
      try {
        if (version !== "v1") throw new Error("unknown version");
        const gcm = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"), {
          authTagLength: tagLength,
        });
        gcm.setAuthTag(bytes.subarray(-tagLength));
        return Buffer.concat([gcm.update(bytes.subarray(0, -tagLength)), gcm.final()]).toString("utf8");
      } catch {
        throw new Problem(
          "A secret cannot be decrypted: it is damaged, or was encrypted with another passphrase or salt.",
        );
      }
    },
  };
}
