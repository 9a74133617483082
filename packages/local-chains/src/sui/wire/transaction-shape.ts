// Between a transaction and its message of `sui.rpc.v2`, both ways. A message may leave open what a node can look up:
// the version of a coin, the price of gas.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import { isValidSuiAddress, normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import { invalid, type SuiRefusal } from '../node/refusal.ts';
import type { CoinReference, SuiCoin } from '../objects/coin-object.ts';
import type { SuiShared } from '../objects/shared-object.ts';
import {
  ALWAYS,
  type SuiArgument,
  type SuiCommand,
  type SuiInput,
  type SuiTransaction,
  type SuiValidity,
} from '../transactions/transaction.ts';

const ArgumentKind = GrpcTypes.Argument_ArgumentKind;
const InputKind = GrpcTypes.Input_InputKind;
const ExpirationKind = GrpcTypes.TransactionExpiration_TransactionExpirationKind;

export function showSuiTransaction(transaction: SuiTransaction): GrpcTypes.Transaction {
  const { sender, gas, validity, inputs, commands } = transaction;
  return {
    version: 1,
    sender,
    gasPayment: {
      owner: gas.owner,
      price: gas.price,
      budget: gas.budget,
      objects: gas.payment.map(({ id, version, digest }) => ({ objectId: id, version, digest })),
    },
    expiration: showValidity(validity),
    kind: {
      kind: GrpcTypes.TransactionKind_Kind.PROGRAMMABLE_TRANSACTION,
      data: {
        oneofKind: 'programmableTransaction',
        programmableTransaction: { inputs: inputs.map(showSuiInput), commands: commands.map(showCommand) },
      },
    },
  };
}

/** What gas is to cost and who pays it, as far as the message says. */
export interface AskedTransaction {
  readonly transaction: SuiTransaction;
  readonly asksPrice: boolean;
  readonly asksBudget: boolean;
}

/** What a node looks up where a message leaves it open. */
export interface FindObjects {
  coin(id: string): SuiCoin | null;
  shared(id: string): SuiShared | null;
}

export function readSuiTransaction(
  message: GrpcTypes.Transaction,
  find: FindObjects,
): Outcome<AskedTransaction, SuiRefusal> {
  const { sender, gasPayment, kind, expiration } = message;
  if (sender === undefined || !isValidSuiAddress(sender)) return refuse(invalid('invalid sender'));
  if (kind?.data.oneofKind !== 'programmableTransaction')
    return refuse(invalid('this local chain executes programmable transactions only'));
  const { inputs, commands } = kind.data.programmableTransaction;
  const missing = inputs.find(({ objectId, digest }) => {
    if (objectId === undefined || digest !== undefined) return false;
    const id = normalizeSuiAddress(objectId);
    return find.coin(id) === null && find.shared(id) === null;
  });
  if (missing !== undefined)
    return refuse({ status: 'NOT_FOUND', message: `Object ${missing.objectId} not found` });
  const payment = (gasPayment?.objects ?? []).map((one) => readCoinReference(one));
  return accept({
    transaction: {
      sender: normalizeSuiAddress(sender),
      gas: {
        owner: normalizeSuiAddress(gasPayment?.owner ?? sender),
        payment,
        price: gasPayment?.price ?? 0n,
        budget: gasPayment?.budget ?? 0n,
      },
      validity: readValidityMessage(expiration),
      inputs: inputs.map((input) => readInputMessage(input, find)),
      commands: commands.map(readCommandMessage),
    },
    asksPrice: gasPayment?.price === undefined,
    asksBudget: gasPayment?.budget === undefined,
  });
}

function showValidity({ firstEpoch, lastEpoch, chain }: SuiValidity): GrpcTypes.TransactionExpiration {
  if (chain !== null) {
    return {
      kind: ExpirationKind.VALID_DURING,
      chain,
      ...(firstEpoch === null ? {} : { minEpoch: firstEpoch }),
      ...(lastEpoch === null ? {} : { epoch: lastEpoch }),
    };
  }
  return lastEpoch === null
    ? { kind: ExpirationKind.NONE }
    : { kind: ExpirationKind.EPOCH, epoch: lastEpoch };
}

function readValidityMessage(expiration: GrpcTypes.TransactionExpiration | undefined): SuiValidity {
  if (expiration === undefined || expiration.kind === ExpirationKind.NONE) return ALWAYS;
  return {
    firstEpoch: expiration.minEpoch ?? null,
    lastEpoch: expiration.epoch ?? null,
    chain: expiration.chain ?? null,
  };
}

function showSuiInput(input: SuiInput): GrpcTypes.Input {
  switch (input.kind) {
    case 'pure':
      return { kind: InputKind.PURE, pure: input.bytes };
    case 'coin': {
      const { id, version, digest } = input.reference;
      return { kind: InputKind.IMMUTABLE_OR_OWNED, objectId: id, version, digest };
    }
    case 'shared': {
      const { id, sharedAt, isMutable } = input;
      return { kind: InputKind.SHARED, objectId: id, version: sharedAt, mutable: isMutable };
    }
    case 'unsupported':
      return { kind: InputKind.INPUT_KIND_UNKNOWN };
  }
}

function readInputMessage(input: GrpcTypes.Input, find: FindObjects): SuiInput {
  const { kind, pure, objectId } = input;
  if (kind === InputKind.PURE) return { kind: 'pure', bytes: pure ?? new Uint8Array() };
  const shared = objectId === undefined ? null : find.shared(normalizeSuiAddress(objectId));
  if (shared !== null && (kind === undefined || kind === InputKind.SHARED)) {
    const { id, sharedAt } = shared;
    return { kind: 'shared', id, sharedAt: input.version ?? sharedAt, isMutable: input.mutable ?? true };
  }
  const isOwned = kind === undefined || kind === InputKind.IMMUTABLE_OR_OWNED;
  if (objectId === undefined || !isOwned)
    return { kind: 'unsupported', name: InputKind[kind ?? InputKind.INPUT_KIND_UNKNOWN] };
  const reference = readCoinReference(input);
  if (input.digest !== undefined) return { kind: 'coin', reference };
  const { id, version, digest } = find.coin(reference.id) ?? reference;
  return { kind: 'coin', reference: { id, version, digest } };
}

function readCoinReference(one: { objectId?: string; version?: bigint; digest?: string }): CoinReference {
  return {
    id: normalizeSuiAddress(one.objectId ?? ''),
    version: one.version ?? 0n,
    digest: one.digest ?? '',
  };
}

function showCommand(command: SuiCommand): GrpcTypes.Command {
  switch (command.kind) {
    case 'split': {
      const splitCoins = { coin: showArgument(command.coin), amounts: command.amounts.map(showArgument) };
      return { command: { oneofKind: 'splitCoins', splitCoins } };
    }
    case 'merge': {
      const mergeCoins = { coin: showArgument(command.into), coinsToMerge: command.coins.map(showArgument) };
      return { command: { oneofKind: 'mergeCoins', mergeCoins } };
    }
    case 'transfer': {
      const transferObjects = {
        objects: command.coins.map(showArgument),
        address: showArgument(command.to),
      };
      return { command: { oneofKind: 'transferObjects', transferObjects } };
    }
    case 'call': {
      const { packageId, module, typeArguments, arguments: values } = command;
      const moveCall = {
        ...{ package: packageId, module, function: command.function, typeArguments: [...typeArguments] },
        arguments: values.map(showArgument),
      };
      return { command: { oneofKind: 'moveCall', moveCall } };
    }
    case 'unsupported':
      return { command: { oneofKind: undefined } };
  }
}

function readCommandMessage({ command }: GrpcTypes.Command): SuiCommand {
  switch (command.oneofKind) {
    case 'splitCoins': {
      const { coin, amounts } = command.splitCoins;
      return { kind: 'split', coin: readArgumentMessage(coin), amounts: amounts.map(readArgumentMessage) };
    }
    case 'mergeCoins': {
      const { coin, coinsToMerge } = command.mergeCoins;
      return { kind: 'merge', into: readArgumentMessage(coin), coins: coinsToMerge.map(readArgumentMessage) };
    }
    case 'transferObjects': {
      const { objects, address } = command.transferObjects;
      return { kind: 'transfer', coins: objects.map(readArgumentMessage), to: readArgumentMessage(address) };
    }
    case 'moveCall': {
      const { package: packageId = '', module = '', typeArguments, ...called } = command.moveCall;
      return {
        ...{ kind: 'call', packageId: normalizeSuiAddress(packageId), module },
        function: called.function ?? '',
        typeArguments: typeArguments.map((type) => normalizeStructTag(type)),
        arguments: called.arguments.map(readArgumentMessage),
      };
    }
    default:
      return { kind: 'unsupported', name: command.oneofKind ?? 'nothing' };
  }
}

function showArgument(argument: SuiArgument): GrpcTypes.Argument {
  switch (argument.kind) {
    case 'gas':
      return { kind: ArgumentKind.GAS };
    case 'input':
      return { kind: ArgumentKind.INPUT, input: argument.index };
    case 'result': {
      const { command: result, part } = argument;
      return { kind: ArgumentKind.RESULT, result, ...(part === null ? {} : { subresult: part }) };
    }
  }
}

function readArgumentMessage(argument: GrpcTypes.Argument | undefined): SuiArgument {
  if (argument?.kind === ArgumentKind.GAS) return { kind: 'gas' };
  if (argument?.kind === ArgumentKind.RESULT)
    return { kind: 'result', command: argument.result ?? 0, part: argument.subresult ?? null };
  // An input that does not exist, where the message says nothing: the command fails as it would there.
  return { kind: 'input', index: argument?.input ?? Number.MAX_SAFE_INTEGER };
}
