import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Emulator, startEmulator } from "../../infra/local/twilio/emulator.ts";
import { sampleRoot } from "../src/project.ts";

/** A copy of the sample company with a Twilio account of its own at an emulator. */
export interface Company {
  readonly root: string;
  readonly emulator: Emulator;
  /** Twilio's REST API with the account's credentials. */
  readonly twilio: (path: string, form?: Readonly<Record<string, string>>) => Promise<TwilioReply>;
  /** REST calls since the last look, status polls apart. */
  readonly takeCalls: () => Promise<{
    readonly total: number;
    readonly byTemplate: Readonly<Record<string, number>>;
  }>;
  readonly write: (file: string, text: string) => void;
  readonly edit: (file: string, from: string, to: string) => void;
  readonly rename: (file: string, to: string) => void;
  readonly remove: (file: string) => void;
  readonly close: () => Promise<void>;
}

export type TwilioReply = { readonly [key: string]: unknown };

/** What the numbers did before we came. */
export const previousWebhook = {
  VoiceUrl: "https://old.example.com/voice",
  VoiceMethod: "POST",
  VoiceFallbackUrl: "https://old.example.com/fallback",
};

/** The numbers of the sample company's live environment, which `local` plays. */
export const ownedNumbers = ["+442079460000", "+442079460001", "+442079460002"] as const;

export interface CompanyOptions {
  readonly buildTime?: number;
  readonly latency?: number;
  /** Other files than the sample company's, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

export async function openCompany({ files, ...options }: CompanyOptions = {}): Promise<Company> {
  const root = mkdtempSync(join(tmpdir(), "handoffs-e2e-"));
  const ours = files ? [] : ["destinations", "numbers", "schedules", "handoffs.yaml"];
  for (const name of [...ours, "Pulumi.yaml", "package.json"])
    cpSync(join(sampleRoot, name), join(root, name), { recursive: true });
  for (const [file, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const name of ["dist", "node_modules"]) symlinkSync(join(sampleRoot, name), join(root, name));
  const emulator = await startEmulator({ directory: join(root, "twilio"), ...options });
  const { accountSid, apiKey, apiSecret } = emulator.credentials;
  writeFileSync(
    join(root, "Pulumi.local.yaml"),
    `config:\n  twilio:endpoint: ${emulator.endpoint}\n  twilio:accountSid: ${accountSid}\n  twilio:apiKey: ${apiKey}\n  twilio:apiSecret: ${apiSecret}\n`,
  );
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const twilio = async (path: string, form?: Readonly<Record<string, string>>) => {
    const init = form ? { method: "POST", body: new URLSearchParams(form) } : { method: "GET" };
    const reply = await fetch(`${emulator.origin}${path}`, { ...init, headers: { authorization } });
    return (await reply.json()) as TwilioReply;
  };
  for (const PhoneNumber of ownedNumbers)
    await twilio(`/api/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json`, {
      PhoneNumber,
      ...previousWebhook,
    });
  const takeCalls = async () => {
    const { counts } = (await (await fetch(`${emulator.origin}/emulator/requests`)).json()) as {
      counts: { total: number; statusPolls: number; byTemplate: Record<string, number> };
    };
    await fetch(`${emulator.origin}/emulator/requests`, { method: "DELETE" });
    const { "GET serverless /v1/Services/{ServiceSid}/Builds/{Sid}/Status": _polls, ...byTemplate } =
      counts.byTemplate;
    return { total: counts.total - counts.statusPolls, byTemplate };
  };
  await takeCalls();
  return {
    root,
    emulator,
    twilio,
    takeCalls,
    write: (file, text) => writeFileSync(join(root, file), text),
    edit: (file, from, to) => {
      const text = readFileSync(join(root, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      writeFileSync(join(root, file), text.replace(from, to));
    },
    rename: (file, to) => renameSync(join(root, file), join(root, to)),
    remove: (file) => rmSync(join(root, file)),
    close: async () => {
      await emulator.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The webhooks of the account's numbers, by number. */
export async function webhooks({
  twilio,
  emulator,
}: Company): Promise<Readonly<Record<string, TwilioReply>>> {
  const page = await twilio(
    `/api/2010-04-01/Accounts/${emulator.credentials.accountSid}/IncomingPhoneNumbers.json?PageSize=1000`,
  );
  const numbers = page.incoming_phone_numbers as readonly TwilioReply[];
  return Object.fromEntries(numbers.map((number) => [String(number.phone_number), number]));
}

/** What is deployed, without SIDs and random parts: paths of the live build, and every asset and function. */
export async function account(company: Company) {
  const { twilio } = company;
  const services = (await twilio("/serverless/v1/Services?PageSize=100")).services as readonly TwilioReply[];
  return Promise.all(
    services.map(async ({ sid, unique_name }) => {
      const list = async (kind: string) =>
        (await twilio(`/serverless/v1/Services/${sid}/${kind}?PageSize=1000`))[
          kind.toLowerCase()
        ] as readonly TwilioReply[];
      const [environment] = await list("Environments");
      const build = environment?.build_sid
        ? await twilio(`/serverless/v1/Services/${sid}/Builds/${environment.build_sid}`)
        : undefined;
      const paths = (versions: unknown) =>
        ((versions ?? []) as readonly TwilioReply[])
          .map(({ path, visibility }) => `${path} ${visibility}`)
          .sort();
      const names = async (kind: string) =>
        (await list(kind)).map(({ friendly_name }) => String(friendly_name)).sort();
      return {
        service: unique_name,
        live: { assets: paths(build?.asset_versions), functions: paths(build?.function_versions) },
        assets: await names("Assets"),
        functions: await names("Functions"),
      };
    }),
  );
}
