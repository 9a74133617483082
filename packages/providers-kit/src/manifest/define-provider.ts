/**
 * A provider's manifest: everything that the house knows of a third party. The server's settings, the sandbox,
 * `npm start` and the tests are made from the list of manifests, so that one more provider is a folder and a line.
 */
import { type Asset, accept, type Instant, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { DoubleKind } from '@diboas/sandbox-kit';
import type * as z from 'zod';
import type { ReportCredentials } from '../credentials/credential-watch.ts';
import type { World } from '../credentials/world.ts';
import type { ChainNodes } from './chain-nodes.ts';
import type { SigningDesk } from './chain-signer.ts';
import { type DeskName, type DeskOf, type Desks, ROLE_OF } from './desk.ts';
import { describeSettingIssues, type SettingTexts } from './setting.ts';

/** Where the secrets of a sandbox come from: chance, which is handed in. */
export interface SecretSource {
  /** A word of 32 random bytes. */
  token(): string;
  /** A random UUID. */
  uuid(): string;
  /** A new Ed25519 key: its seed and public key, 64 bytes in base64. */
  ed25519(): string;
  /** A new P-256 key: the 32 bytes of its private half in hex. */
  p256(): string;
  /** A new RSA key of 2048 bits: its private half in PKCS #8, as base64. */
  rsa(): string;
}

/** Secrets that a provider has already been given, by the names of their settings, for those that belong together. */
export type MadeSecrets = Readonly<Record<string, string>>;

/** What every provider is opened with. */
export interface OpenWith {
  readonly world: World;
  /** How long a call may take before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** The networks themselves, for whoever reads or writes them. */
  readonly chains: ChainNodes;
  /** Who pays with what, of a wallet that many orders are paid from at once. */
  readonly claims: CoinClaimStore;
  /** Who signs what others of ours have made: the first of the list that is set up, and nobody where there is none. */
  readonly signer: SigningDesk;
  readonly reportCredentials: ReportCredentials;
  /**
   * What an amount is worth in another asset by what the market says now, rounded up, since it is asked for what something
   * costs. Null where nobody knows, or where what is known is too old to price from: then there is no price.
   */
  readonly worth: (money: Money, asset: Asset) => Money | null;
}

/** What a provider says of itself, before anybody gave it settings. */
export interface ProviderManifest<Has extends Partial<Desks> = Partial<Desks>> {
  /** The name of its folder. Part of ledger account names, so it never changes. */
  readonly id: string;
  /** As people read it. */
  readonly name: string;
  /** How long after its first use the provider still recognises a key. Later repeats might execute twice. */
  readonly keyLifetimeMs: number;
  /** Whether a key that was refused is refused again, whatever happens meanwhile: `Provider.remembersRefusals`. */
  readonly remembersRefusals: boolean;
  readonly settingNames: readonly string[];
  /** What each setting is, for the list of settings: a part of a sentence. */
  readonly says: Readonly<Record<string, string>>;
  /** Settings that are keys in PEM, and so have line breaks in them. */
  readonly pemSettings: readonly string[];
  /**
   * What we and the provider share, by the name of its setting, and how one is made where both ends are ours. They are made
   * in this order, and each may be made from those before it: the public half of a key from its private one.
   */
  readonly secrets: Readonly<Record<string, (source: SecretSource, made: MadeSecrets) => string>>;
  /** Those of them that the provider alone has. Its sandbox is given them, and no server ever is. */
  readonly heldByProvider: readonly string[];
  /** The settings by which the server finds the provider's sandbox instead of the provider. */
  settingsAt(sandboxUrl: string): SettingTexts;
  /** Its double, which the sandbox opens. Loaded only then: what runs in production has no use for it. */
  sandbox(): Promise<DoubleKind>;
  /** Null where it is not set up. The refusal says what is wrong with which setting, and never repeats a value. */
  configure(texts: SettingTexts): Outcome<ConfiguredProvider<Has> | null, string[]>;
}

/** A provider with its settings. Nothing is called before it is opened. */
export interface ConfiguredProvider<Has extends Partial<Desks> = Partial<Desks>> {
  readonly id: string;
  readonly name: string;
  /** The settings as they were read: two that are equal open the same. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Where it is called, by the name of the setting that says so. */
  readonly addresses: Readonly<Record<string, string>>;
  /** What webhooks are checked with, by the name of its setting: ours to choose, so it must be strong. */
  readonly signingSecrets: Readonly<Record<string, readonly string[]>>;
  /** What would lose money, or leave somebody thinking that the one world is the other: one sentence each. */
  dangers(world: World): string[];
  /** Loads its adapter, with what the provider's own library brings along: nobody else has use for them. */
  open(parts: OpenWith): Promise<Has>;
}

/** What a provider's folder writes down. `Shape` are its settings, each a text that is read into something. */
export interface ProviderDefinition<Shape extends z.ZodRawShape, Names extends DeskName>
  extends Pick<
    ProviderManifest,
    'id' | 'name' | 'keyLifetimeMs' | 'remembersRefusals' | 'secrets' | 'settingsAt' | 'sandbox'
  > {
  /**
   * Whether nothing starts without it. Of another all secrets are given, or none: then it is not asked for anything. One
   * that has no secrets is asked where its settings are given, but for those that have a default.
   */
  readonly isRequired: boolean;
  readonly settings: z.ZodObject<Shape>;
  /** What each setting is. A setting without words does not compile. */
  readonly says: { readonly [Name in keyof Shape & string]: string };
  readonly pemSettings?: readonly (keyof Shape & string)[];
  /** `ProviderManifest.heldByProvider`; none when left out. */
  readonly heldByProvider?: readonly string[];
  /** Hosts of the provider itself, where real money may move. */
  readonly ownHosts: RegExp;
  addresses(given: Given<Shape>): Readonly<Record<string, string>>;
  signingSecrets(given: Given<Shape>): Readonly<Record<string, readonly string[]>>;
  /** Whether the provider's own test mode is on, in which nothing real moves on its own hosts. */
  hasTestMode?(given: Given<Shape>): boolean;
  /** Dangers that only this provider has. */
  dangers(given: Given<Shape>, world: World): string[];
  /** Only what the provider has: what it lacks needs no line. The adapter is imported here, and nowhere else in the manifest. */
  open(given: Given<Shape>, parts: OpenWith): Promise<{ readonly [Name in Names]: DeskOf<Name> }>;
}

type Given<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

export function defineProvider<Shape extends z.ZodRawShape, Names extends DeskName>(
  definition: ProviderDefinition<Shape, Names>,
): ProviderManifest<Pick<Desks, Names>> {
  const { id, name, keyLifetimeMs, remembersRefusals, secrets, settings } = definition;
  const { pemSettings = [], heldByProvider = [] } = definition;
  return {
    ...{ id, name, keyLifetimeMs, remembersRefusals, secrets, pemSettings, heldByProvider },
    says: definition.says,
    settingNames: Object.keys(settings.shape),
    settingsAt: definition.settingsAt,
    sandbox: definition.sandbox,
    configure(texts) {
      if (!definition.isRequired) {
        const others = settings.partial().safeParse(texts);
        if (!others.success) return refuse(describeSettingIssues(others.error.issues, texts));
        // One without a secret is set up by its own settings, such as the address where it is called.
        const asked = Object.keys(Object.keys(secrets).length > 0 ? secrets : settings.shape);
        const names = asked.filter((name) => !heldByProvider.includes(name) && !hasDefault(settings, name));
        const missing = names.filter((secret) => texts[secret] === undefined);
        if (missing.length === names.length) return accept(null);
        if (missing.length > 0) return refuse([`${inWords(names)} are given together, or none of them`]);
      }
      const read = settings.safeParse(texts);
      if (!read.success) return refuse(describeSettingIssues(read.error.issues, texts));
      return accept(configured(definition, read.data));
    },
  };
}

function configured<Shape extends z.ZodRawShape, Names extends DeskName>(
  definition: ProviderDefinition<Shape, Names>,
  given: Given<Shape>,
): ConfiguredProvider<Pick<Desks, Names>> {
  const addresses = definition.addresses(given);
  return {
    id: definition.id,
    name: definition.name,
    given,
    addresses,
    signingSecrets: definition.signingSecrets(given),
    dangers(world) {
      const ofAddresses = Object.entries(addresses).flatMap(([setting, address]) => {
        const { protocol, hostname } = new URL(address);
        if (world === 'live') {
          const safe = protocol.startsWith('ws') ? 'wss:' : 'https:';
          const words = `${setting} must begin with ${safe}// when WORLD=live, or keys and orders travel in clear.`;
          return protocol === safe ? [] : [words];
        }
        const isReal = definition.ownHosts.test(hostname) && definition.hasTestMode?.(given) !== true;
        return isReal
          ? [`${setting} is the provider's own address: set WORLD=live, or give the address of the sandbox.`]
          : [];
      });
      return [...definition.dangers(given, world), ...ofAddresses];
    },
    open: async (parts) => withIdentity(definition, await definition.open(given, parts)),
  };
}

/** Every desk says whose it is. */
function withIdentity<Names extends DeskName>(
  {
    id,
    name,
    keyLifetimeMs,
    remembersRefusals,
  }: Pick<ProviderManifest, 'id' | 'name' | 'keyLifetimeMs' | 'remembersRefusals'>,
  verbs: { readonly [Name in Names]: DeskOf<Name> },
): Pick<Desks, Names> {
  const desks = (Object.entries(verbs) as [Names, DeskOf<Names>][]).map(([desk, one]) => {
    const role = ROLE_OF[desk];
    const ofOrders = role === null ? {} : { keyLifetimeMs, remembersRefusals, roles: [role] };
    return [desk, { ...one, id, name, ...ofOrders }];
  });
  // An entry a name of `verbs`, whose names are those of the desks.
  return Object.fromEntries(desks) as Pick<Desks, Names>;
}

function hasDefault(settings: z.ZodObject, name: string): boolean {
  return settings.shape[name]?.safeParse(undefined).success === true;
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
