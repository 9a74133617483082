// The expressions of CHECKs, read from PostgreSQL's own parse tree and worked out as PostgreSQL does: with three values of
// truth, and numbers that are exact. It knows what our migrations say and no more; what it does not know is a bug that
// shows at once.
import { assert } from '@diboas/kernel';
import { isNode, type Node, nodesIn, strings, text } from './tree.ts';

/** A row by its columns. Moments are numbers of milliseconds. */
export type SqlRow = Readonly<Record<string, unknown>>;

type SqlValue = bigint | string | boolean | Uint8Array | null;

/** What an expression says of a row; null is what SQL calls unknown. */
export type Expression = (row: SqlRow) => SqlValue;

export function readExpression(node: Node): Expression {
  if (isNode(node.ColumnRef)) return readColumn(node.ColumnRef);
  if (isNode(node.A_Const)) return readConstant(node.A_Const);
  if (isNode(node.BoolExpr)) return readBoolean(node.BoolExpr);
  if (isNode(node.NullTest)) return readNullTest(node.NullTest);
  if (isNode(node.FuncCall)) return readCall(node.FuncCall);
  if (isNode(node.A_Expr)) return readOperation(node.A_Expr);
  return unknownPart(node);
}

function unknownPart(node: Node): never {
  throw new Error(`nobody reads this part of a CHECK: ${JSON.stringify(node)}`);
}

function readInner(value: unknown): Expression {
  return isNode(value) ? readExpression(value) : unknownPart({ value });
}

function readColumn({ fields }: Node): Expression {
  const name = strings(fields).at(-1) ?? '';
  return (row) => {
    assert(name in row, 'a written row has every column that a CHECK is about', { name });
    return sqlValue(row[name]);
  };
}

function sqlValue(value: unknown): SqlValue {
  if (typeof value === 'number') return BigInt(value);
  if (
    value === null ||
    typeof value === 'bigint' ||
    typeof value === 'string' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  if (value instanceof Uint8Array) return value;
  throw new Error(`no value of a column: ${String(value)}`);
}

/** The tree leaves a zero and an empty text out. */
function readConstant({ ival, sval, boolval, isnull }: Node): Expression {
  if (isnull === true) return () => null;
  const value = isNode(ival)
    ? BigInt(Number(ival.ival ?? 0))
    : isNode(sval)
      ? text(sval.sval)
      : isNode(boolval)
        ? boolval.boolval === true
        : null;
  assert(value !== null, 'a constant of a CHECK is a whole number, a text or a truth');
  return () => value;
}

function readBoolean({ boolop, args }: Node): Expression {
  const parts = nodesIn(args).map(readExpression);
  if (boolop === 'NOT_EXPR') {
    const [part = unknownPart({ boolop })] = parts;
    return (row) => not(part(row));
  }
  // One that is false decides an AND, one that is true an OR; else what is unknown leaves it unknown.
  const decides = boolop === 'OR_EXPR';
  return (row) => {
    const values = parts.map((part) => part(row));
    if (values.includes(decides)) return decides;
    return values.includes(null) ? null : !decides;
  };
}

function not(value: SqlValue): SqlValue {
  return value === null ? null : value !== true;
}

function readNullTest({ arg, nulltesttype }: Node): Expression {
  const inner = readInner(arg);
  const isNull = nulltesttype === 'IS_NULL';
  return (row) => (inner(row) === null) === isNull;
}

function readCall({ funcname, args }: Node): Expression {
  const name = strings(funcname).at(-1);
  const [inner] = nodesIn(args).map(readExpression);
  if (inner === undefined || (name !== 'length' && name !== 'octet_length')) return unknownPart({ funcname });
  return (row) => {
    const value = inner(row);
    return typeof value === 'string' || value instanceof Uint8Array ? BigInt([...value].length) : null;
  };
}

function readOperation({ kind, name, lexpr, rexpr }: Node): Expression {
  const left = readInner(lexpr);
  const operator = strings(name)[0] ?? '';
  const list = isNode(rexpr) && isNode(rexpr.List) ? nodesIn(rexpr.List.items) : nodesIn(rexpr);
  switch (kind) {
    case 'AEXPR_OP': {
      const right = readInner(rexpr);
      return (row) => compute(operator, left(row), right(row));
    }
    case 'AEXPR_IN': {
      const members = list.map(readExpression);
      return (row) => {
        const value = left(row);
        return value === null ? null : members.some((member) => member(row) === value) === (operator === '=');
      };
    }
    case 'AEXPR_BETWEEN': {
      const [from = unknownPart({ kind }), to = unknownPart({ kind })] = list.map(readExpression);
      return (row) => {
        const [low, high] = [compute('>=', left(row), from(row)), compute('<=', left(row), to(row))];
        if (low === false || high === false) return false;
        return low === null || high === null ? null : true;
      };
    }
    default:
      return unknownPart({ kind });
  }
}

function compute(operator: string, left: SqlValue, right: SqlValue): SqlValue {
  if (left === null || right === null) return null;
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  if (operator === '~') return new RegExp(String(right)).test(String(left));
  assert(
    typeof left === 'bigint' && typeof right === 'bigint',
    'numbers and moments alone have an order here',
  );
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    default:
      return unknownPart({ operator });
  }
}
