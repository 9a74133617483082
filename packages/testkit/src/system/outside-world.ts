import { readChainUrls, readFloats, readProviderUrls } from '@diboas/providers-kit';
import type { RunningProcess } from '../processes/process.ts';
import type { ToldFloat } from './lay-floats.ts';
import { messageText } from './programs.ts';
import { controlSandbox, type SandboxControl } from './sandbox-control.ts';
import type { Environment } from './settings.ts';

/** The sandbox that runs: where its providers answer, and how it is steered. */
export interface OutsideWorld extends SandboxControl {
  /** Where each provider's double listens, by its id. */
  readonly urls: Readonly<Record<string, string>>;
  /** Where each chain is asked, by its network. */
  readonly chainUrls: Readonly<Record<string, string>>;
  /** What of ours lies with its providers from the beginning. */
  readonly floats: readonly ToldFloat[];
  /** Where it is steered, and says what it did. */
  readonly controlUrl: string;
}

/** Each provider on any free port, with times so short that a test waits for hardly any of them. */
export const SHORT_TIMES: Environment = {
  SANDBOX_CONTROL_PORT: '0',
  SANDBOX_STEP_MS: '50',
  SANDBOX_BUSINESS_DAY_MS: '150',
  SANDBOX_WEBHOOK_RETRY_MS: '200',
  SANDBOX_WEBHOOK_RETRY_MAX_MS: '1000',
  SANDBOX_LOG_LEVEL: 'warn',
};

/** Waits until the sandbox is up. */
export async function reachOutsideWorld(sandbox: RunningProcess): Promise<OutsideWorld> {
  const ready = await sandbox.ready;
  const controlUrl = messageText(ready, 'controlUrl');
  return {
    ...controlSandbox(controlUrl),
    controlUrl,
    urls: readProviderUrls(ready),
    chainUrls: readChainUrls(ready),
    floats: readFloats(ready),
  };
}
