// `TransactionExecutionService`: to execute, and to try without doing it.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import { runSuiTransaction } from '../execution/run.ts';
import { budgetFor, selectPayment } from '../execution/selection.ts';
import { findProblem } from '../node/checks.ts';
import type { SuiNode } from '../node/node.ts';
import { invalid, type SuiRefusal } from '../node/refusal.ts';
import { typedDigest } from '../objects/coin-object.ts';
import { decodeSuiTransaction } from '../transactions/decode.ts';
import type { SuiTransaction } from '../transactions/transaction.ts';
import { type GrpcMethod, unary } from './call.ts';
import { pickFields } from './mask.ts';
import { showBalanceChanges, showEffects, showEvents, showExecuted } from './shapes.ts';
import {
  type AskedTransaction,
  type FindObjects,
  readSuiTransaction,
  showSuiTransaction,
} from './transaction-shape.ts';

const service = 'TransactionExecutionService';
/** What is answered to one who asks for no fields. */
const EXECUTED_FIELDS = ['effects.status', 'checkpoint'];
const SIMULATED_FIELDS = ['transaction.effects.status'];

export const EXECUTION_CALLS: readonly GrpcMethod[] = [
  unary({
    service,
    name: 'ExecuteTransaction',
    request: GrpcTypes.ExecuteTransactionRequest,
    reply: GrpcTypes.ExecuteTransactionResponse,
    answer(node, { transaction, signatures, readMask }) {
      const bytes = transaction?.bcs?.value;
      if (bytes === undefined)
        return refuse(invalid('missing transaction: this local chain takes its BCS only'));
      const signed = signatures.flatMap(({ bcs }) => bcs?.value ?? []);
      const executed = node.execute(bytes, signed);
      if (!executed.ok) return executed;
      const fields = pickFields(showExecuted(node, executed.value), readMask?.paths ?? EXECUTED_FIELDS);
      return accept(GrpcTypes.ExecuteTransactionResponse.create({ transaction: fields }));
    },
  }),
  unary({
    service,
    name: 'SimulateTransaction',
    request: GrpcTypes.SimulateTransactionRequest,
    reply: GrpcTypes.SimulateTransactionResponse,
    answer(node, request) {
      const read = readAsked(node, request);
      if (!read.ok) return read;
      const paid = arrangeGas(node, read.value, request);
      if (!paid.ok) return paid;
      const shown = simulate(node, paid.value);
      if (!shown.ok) return shown;
      const fields = pickFields({ transaction: shown.value }, request.readMask?.paths ?? SIMULATED_FIELDS);
      const suggestedGasPrice = node.now().referenceGasPrice;
      return accept(GrpcTypes.SimulateTransactionResponse.create({ ...fields, suggestedGasPrice }));
    },
  }),
];

function findObjects(node: SuiNode): FindObjects {
  return { coin: node.ledger.coins.current, shared: node.now().sharedOf };
}

function readAsked(
  node: SuiNode,
  { transaction }: GrpcTypes.SimulateTransactionRequest,
): Outcome<AskedTransaction, SuiRefusal> {
  if (transaction === undefined) return refuse(invalid('missing transaction'));
  const bytes = transaction.bcs?.value;
  if (bytes === undefined) return readSuiTransaction(transaction, findObjects(node));
  const decoded = decodeSuiTransaction(bytes);
  if (decoded === null) return refuse(invalid('invalid transaction: the bytes are no transaction data'));
  return accept({ transaction: decoded, asksPrice: false, asksBudget: decoded.gas.budget === 0n });
}

/** The price, the budget and the coins that pay, as far as the sender leaves them to the node. */
function arrangeGas(
  node: SuiNode,
  { transaction, asksPrice, asksBudget }: AskedTransaction,
  { doGasSelection, checks }: GrpcTypes.SimulateTransactionRequest,
): Outcome<SuiTransaction, SuiRefusal> {
  const { coins, referenceGasPrice } = node.now();
  const price = asksPrice ? referenceGasPrice : transaction.gas.price;
  const priced = { ...transaction, gas: { ...transaction.gas, price } };
  const budget = asksBudget ? budgetFor(priced, node.now().sharedOf) : transaction.gas.budget;
  const asked = { ...priced, gas: { ...priced.gas, budget } };
  const isUnchecked = checks === GrpcTypes.SimulateTransactionRequest_TransactionChecks.DISABLED;
  if (asked.gas.payment.length > 0 || (doGasSelection !== true && !isUnchecked)) return accept(asked);
  const selected = selectPayment(asked, coins);
  if (!selected.ok) return refuse(invalid(selected.refusal));
  const payment = selected.value.map(({ id, version, digest }) => ({ id, version, digest }));
  return accept({ ...asked, gas: { ...asked.gas, payment } });
}

function simulate(
  node: SuiNode,
  transaction: SuiTransaction,
): Outcome<GrpcTypes.ExecutedTransaction, SuiRefusal> {
  const problem = findProblem(transaction, node.now());
  if (problem !== null) return refuse(invalid(problem));
  const shown = showSuiTransaction(transaction);
  // Nobody has signed it, so nothing names it yet: ids of what it would make hang on these bytes.
  const digest = typedDigest('TransactionData', GrpcTypes.Transaction.toBinary(shown));
  const found = { find: node.ledger.coins.current, findShared: node.ledger.shared.current };
  const run = runSuiTransaction({ transaction, digest, ...found, world: node.now().world });
  return accept(
    GrpcTypes.ExecutedTransaction.create({
      digest,
      transaction: shown,
      effects: showEffects(run, { digest, epoch: node.now().epoch }),
      balanceChanges: showBalanceChanges(run),
      events: showEvents(run, transaction),
    }),
  );
}
