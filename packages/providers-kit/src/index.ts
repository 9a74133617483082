export { errorCodeOf, errorNameOf, neverSent, propertyOf } from './calling/never-sent.ts';
export { retryAfterMs } from './calling/retry-after.ts';
export {
  type CredentialWatch,
  type ReportCredentials,
  watchCredentials,
} from './credentials/credential-watch.ts';
export { checkWebhookSecrets } from './credentials/webhook-secrets.ts';
export { checkWord, type World } from './credentials/world.ts';
export {
  type ConfiguredProvider,
  defineProvider,
  type OpenWith,
  type ProviderManifest,
  type SecretSource,
} from './manifest/define-provider.ts';
export { type DeskName, type Desks, desksOf } from './manifest/desk.ts';
export { outsideSettings, readProviderUrls, sandboxPorts, sandboxSettings } from './manifest/outside.ts';
export { createSecretSource, makeSecrets } from './manifest/secret-source.ts';
export {
  describeSettingIssues,
  httpBase,
  httpOrigin,
  listOf,
  type SettingTexts,
  word,
} from './manifest/setting.ts';
export { eventName, happenedAt, keptLink, keptText } from './reading/kept-text.ts';
export { onrampFees } from './reading/onramp-fees.ts';
export { isOnrampPair } from './reading/onramp-pair.ts';
