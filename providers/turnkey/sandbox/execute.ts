/** What each intent does. A refusal is one of the request: no activity comes of it. */
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { Shelf } from '@diboas/sandbox-kit';
import type { Send, Sends } from '@diboas/sandbox-kit/chains';
import { ERRORS, notHere, type TurnkeyError } from './errors.ts';
import type { Intent, Parameters } from './intents.ts';
import { type AccountPlan, ADDRESS_FORMATS, isAddressFormat } from './keys/account.ts';
import type { Wallets } from './keys/wallets.ts';
import type { Policies } from './policies.ts';
import { signRawPayload, signTransaction } from './signing.ts';

export interface Endpoint {
  readonly endpointId: string;
  readonly url: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly subscriptions: Parameters<'create_webhook_endpoint'>['subscriptions'];
}

/** What a send activity sends: a plan is the parameters of the activity. */
export type TurnkeySend = Send<{ readonly activityId: string; readonly caip2: string }>;

export interface ExecuteParts {
  readonly wallets: Wallets;
  readonly sends: Sends<TurnkeySend['about']>;
  readonly policies: Policies;
  readonly endpoints: Shelf<Endpoint | null>;
  createId(): string;
  /** Whether there is a chain to send on. */
  hasChain(network: TurnkeySend['network']): boolean;
}

/** What a send ends as, where it is to fail after it was taken. */
export interface ExecuteOptions {
  readonly activityId: string;
  readonly failSend: boolean;
}

/** The result as the activity shows it, or why there is none. */
export function execute(
  parts: ExecuteParts,
  intent: Intent,
  options: ExecuteOptions,
): Outcome<object, TurnkeyError> {
  const { wallets, policies, endpoints, createId } = parts;
  switch (intent.name) {
    case 'create_wallet': {
      const { walletName, accounts } = intent.parameters;
      const plans = plansOf(accounts);
      if (!plans.ok) return plans;
      const walletId = createId();
      const addresses = wallets.create({ id: walletId, name: walletName, accounts: plans.value });
      return addresses === null ? refuse(ERRORS.INVALID_PATH) : accept({ walletId, addresses });
    }
    case 'create_wallet_accounts': {
      const { walletId, accounts } = intent.parameters;
      const plans = plansOf(accounts);
      if (!plans.ok) return plans;
      if (wallets.accountsOf(walletId) === null) return refuse(ERRORS.NOT_FOUND);
      const addresses = wallets.extend(walletId, plans.value);
      return addresses === null ? refuse(ERRORS.INVALID_PATH) : accept({ addresses });
    }
    case 'sign_transaction': {
      const signer = wallets.signerOf(intent.parameters.signWith);
      return signer ? signTransaction(intent.parameters, signer) : refuse(ERRORS.NO_SIGNER);
    }
    case 'sign_raw_payload': {
      const signer = wallets.signerOf(intent.parameters.signWith);
      return signer ? signRawPayload(intent.parameters, signer) : refuse(ERRORS.NO_SIGNER);
    }
    case 'eth_send_transaction': {
      const { calls, deadline, gasStationNonce } = intent.parameters;
      if (calls.length > 1) return refuse(notHere('several calls at once'));
      if (deadline !== undefined || gasStationNonce !== undefined) return refuse(notHere('a gas station'));
      return beginSend(parts, options, {
        ...{ network: 'ethereum', signers: [intent.parameters.from], plan: intent.parameters },
      });
    }
    case 'sol_send_transaction':
      return beginSend(parts, options, {
        ...{ network: 'solana', signers: intent.parameters.signWiths, plan: intent.parameters },
      });
    case 'create_webhook_endpoint': {
      const endpointId = createId();
      endpoints.put(endpointId, { endpointId, ...intent.parameters, isActive: true });
      return accept({ endpointId, webhookEndpoint: endpoints.get(endpointId) });
    }
    case 'delete_webhook_endpoint': {
      const { endpointId } = intent.parameters;
      if (!endpoints.get(endpointId)) return refuse(ERRORS.NOT_FOUND);
      endpoints.put(endpointId, null);
      return accept({ endpointId });
    }
    case 'create_policy': {
      const policyId = policies.create(createId(), intent.parameters);
      return policyId === null ? refuse(notHere('this condition or consensus')) : accept({ policyId });
    }
    default:
      return unreachable(intent);
  }
}

type AskedAccount = Parameters<'create_wallet'>['accounts'][number];

function plansOf(accounts: readonly AskedAccount[]): Outcome<AccountPlan[], TurnkeyError> {
  const plans: AccountPlan[] = [];
  for (const { curve, path, addressFormat } of accounts) {
    if (!isAddressFormat(addressFormat)) return refuse(ERRORS.INVALID_ADDRESS_FORMAT);
    if (ADDRESS_FORMATS[addressFormat].curve !== curve) return refuse(ERRORS.INVALID_CURVE);
    plans.push({ curve, path, addressFormat });
  }
  return accept(plans);
}

/** Networks as Turnkey documents them; each stands here for the chain that the double was given, whose own id is one more. */
const CAIP2 = { ethereum: /^eip155:[1-9][0-9]{0,9}$/, solana: /^solana:[A-Za-z0-9]{6,44}$/ } as const;

function beginSend(
  { wallets, sends, createId, hasChain }: ExecuteParts,
  { activityId, failSend }: ExecuteOptions,
  {
    network,
    signers,
    plan,
  }: {
    readonly network: TurnkeySend['network'];
    readonly signers: readonly string[];
    readonly plan: { readonly caip2: string; readonly sponsor?: boolean | undefined };
  },
): Outcome<object, TurnkeyError> {
  const { caip2, sponsor = false } = plan;
  if (sponsor) return refuse(notHere('sponsored transactions'));
  if (!CAIP2[network].test(caip2) || !hasChain(network)) return refuse(ERRORS.NO_CHAIN);
  if (signers.some((address) => wallets.signerOf(address) === null)) return refuse(ERRORS.NO_SIGNER);
  const id = createId();
  void sends.begin(
    { id, network, plan, about: { activityId, caip2 } },
    failSend ? 'the transaction was not sent' : undefined,
  );
  return accept({ sendTransactionStatusId: id });
}
