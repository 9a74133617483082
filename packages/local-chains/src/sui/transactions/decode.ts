// From the bytes that a wallet signs (BCS) to a transaction.

import { bcs } from '@mysten/sui/bcs';
import { fromBase64, normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import type { CoinReference } from '../objects/coin-object.ts';
import {
  ALWAYS,
  type SuiArgument,
  type SuiCommand,
  type SuiInput,
  type SuiTransaction,
  type SuiValidity,
} from './transaction.ts';

type Decoded = ReturnType<typeof bcs.TransactionDataV1.parse>;
type DecodedCommand = ReturnType<typeof bcs.Command.parse>;
type DecodedArgument = ReturnType<typeof bcs.Argument.parse>;
type DecodedInput = ReturnType<typeof bcs.CallArg.parse>;

/** The transaction in these bytes; null when they are none that a person can send. */
export function decodeSuiTransaction(bytes: Uint8Array): SuiTransaction | null {
  try {
    const { V1: data } = bcs.TransactionData.parse(bytes);
    const isWhole = bcs.TransactionData.serialize({ V1: data }).toBytes().length === bytes.length;
    const program = data.kind.ProgrammableTransaction;
    if (!isWhole || program === undefined) return null;
    return {
      sender: normalizeSuiAddress(data.sender),
      gas: {
        owner: normalizeSuiAddress(data.gasData.owner),
        payment: data.gasData.payment.map(readReference),
        price: BigInt(data.gasData.price),
        budget: BigInt(data.gasData.budget),
      },
      validity: readValidity(data.expiration),
      inputs: program.inputs.map(readInput),
      commands: program.commands.map(readCommand),
    };
  } catch {
    // The codec refuses by throwing whatever is cut off or of a form that does not exist.
    return null;
  }
}

function readValidity(expiration: Decoded['expiration']): SuiValidity {
  if (expiration.Epoch !== undefined) return { ...ALWAYS, lastEpoch: BigInt(expiration.Epoch) };
  const during = expiration.ValidDuring ?? expiration.Validity;
  if (during === undefined) return ALWAYS;
  return {
    firstEpoch: during.minEpoch === null ? null : BigInt(during.minEpoch),
    lastEpoch: during.maxEpoch === null ? null : BigInt(during.maxEpoch),
    chain: during.chain,
  };
}

function readInput(input: DecodedInput): SuiInput {
  if (input.Pure !== undefined) return { kind: 'pure', bytes: fromBase64(input.Pure.bytes) };
  const owned = input.Object?.ImmOrOwnedObject;
  if (owned !== undefined) return { kind: 'coin', reference: readReference(owned) };
  const shared = input.Object?.SharedObject;
  if (shared !== undefined) {
    const { objectId, initialSharedVersion, mutable } = shared;
    return {
      kind: 'shared',
      id: normalizeSuiAddress(objectId),
      sharedAt: BigInt(initialSharedVersion),
      isMutable: mutable,
    };
  }
  return { kind: 'unsupported', name: input.Object?.$kind ?? input.$kind };
}

function readCommand(command: DecodedCommand): SuiCommand {
  if (command.SplitCoins !== undefined) {
    const { coin, amounts } = command.SplitCoins;
    return { kind: 'split', coin: readArgument(coin), amounts: amounts.map(readArgument) };
  }
  if (command.MergeCoins !== undefined) {
    const { destination, sources } = command.MergeCoins;
    return { kind: 'merge', into: readArgument(destination), coins: sources.map(readArgument) };
  }
  if (command.TransferObjects !== undefined) {
    const { objects, address } = command.TransferObjects;
    return { kind: 'transfer', coins: objects.map(readArgument), to: readArgument(address) };
  }
  if (command.MoveCall !== undefined) {
    const { module, typeArguments, arguments: values, ...called } = command.MoveCall;
    return {
      ...{ kind: 'call', packageId: normalizeSuiAddress(called.package), module, function: called.function },
      typeArguments: typeArguments.map((type) => normalizeStructTag(type)),
      arguments: values.map(readArgument),
    };
  }
  return { kind: 'unsupported', name: command.$kind };
}

function readArgument(argument: DecodedArgument): SuiArgument {
  if (argument.Input !== undefined) return { kind: 'input', index: argument.Input };
  if (argument.Result !== undefined) return { kind: 'result', command: argument.Result, part: null };
  if (argument.NestedResult !== undefined) {
    const [command, part] = argument.NestedResult;
    return { kind: 'result', command, part };
  }
  return { kind: 'gas' };
}

function readReference(one: { objectId: string; version: string; digest: string }): CoinReference {
  return { id: normalizeSuiAddress(one.objectId), version: BigInt(one.version), digest: one.digest };
}
