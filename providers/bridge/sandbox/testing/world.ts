/** What the tests of Bridge's double share: a sandbox on virtual time, and a caller with a key. */
import { generateKeyPairSync } from 'node:crypto';
import { createSeededRandom } from '@diboas/kernel';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type FaultInput, type VirtualTime } from '@diboas/sandbox-kit';
import { START, seeDouble } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { STANDING } from '../customers.ts';
import { bridgeDouble } from '../double.ts';
import type { Transfer } from '../transfer.ts';

const API_KEY = 'sk-test-sandbox';
/** Made anew in each run: nobody needs to know them. */
const KEYS = generateKeyPairSync('rsa', { modulusLength: 2_048 });
export const STEP_MS = 1_000;
export const BUSINESS_DAY_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly body: Body;
}

/** The parts of Bridge's bodies that tests look into; which of them are there depends on what was asked. */
interface Body {
  readonly id: string;
  readonly state: string;
  readonly code: string;
  readonly source: { readonly key: string };
  readonly kyc_link: string;
  readonly kyc_status: string;
  readonly customer_id: string;
  readonly receipt: Readonly<Record<string, string>>;
  readonly data: readonly {
    readonly id: string;
    readonly last_4: string;
    readonly account_number?: string;
  }[];
  readonly balances: readonly { readonly balance: string }[];
}

export interface BridgeWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly time: VirtualTime;
  transfers(): readonly Transfer[];
  call(
    method: string,
    path: string,
    options?: { body?: object; key?: string; apiKey?: string },
  ): Promise<Answer>;
  /** A payout of an amount, under a key of its own. */
  pay(amount: string, changes?: object): Promise<Answer>;
}

export function transferBody(amount: string): object {
  return {
    ...{ client_reference_id: 'order-1', amount, on_behalf_of: STANDING.customer },
    source: { payment_rail: 'bridge_wallet', currency: 'usdc', bridge_wallet_id: 'bw_diboas' },
    destination: { payment_rail: 'ach', currency: 'usd', external_account_id: STANDING.account },
  };
}

export async function openBridgeWorld(faults: readonly FaultInput[] = []): Promise<BridgeWorld> {
  const double = seeDouble(bridgeDouble);
  const time = createVirtualTime(START);
  const secrets = {
    ...{ BRIDGE_API_KEY: API_KEY, BRIDGE_WEBHOOK_KEY: 'unused' },
    BRIDGE_SIGNING_KEY: KEYS.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig(
      { bridge: { secrets, webhookUrl: null } },
      { stepMs: STEP_MS, businessDayMs: BUSINESS_DAY_MS },
    ),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  sandbox.control.setFaults(faults);
  const url = sandbox.urlOf('bridge');
  let keys = 0;
  const call: BridgeWorld['call'] = async (method, path, { body, key, apiKey = API_KEY } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'api-key': apiKey, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  };
  return {
    ...{ sandbox, url, time, call },
    transfers: () => double.opened().transfers.list(),
    pay(amount, changes = {}) {
      keys += 1;
      return call('POST', '/v0/transfers', {
        body: { ...transferBody(amount), ...changes },
        key: `key-${keys}`,
      });
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
