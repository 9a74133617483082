// Suilend's numbers: 18 digits behind the point, all of whose operations round down. Source: `decimal.move`.

export const WAD = 10n ** 18n;

export function wad(whole: bigint): bigint {
  return whole * WAD;
}

export function wadOfBps(bps: bigint): bigint {
  return (bps * WAD) / 10_000n;
}

export function wadOfPercent(percent: number): bigint {
  return (BigInt(percent) * WAD) / 100n;
}

export function mul(left: bigint, right: bigint): bigint {
  return (left * right) / WAD;
}

export function div(left: bigint, right: bigint): bigint {
  return (left * WAD) / right;
}

export function floor(value: bigint): bigint {
  return value / WAD;
}

/** What is cut off at each step counts, so that the steps are those of `decimal::pow`. */
export function pow(base: bigint, exponent: bigint): bigint {
  const digits = exponent.toString(2).split('').toReversed();
  let [result, square] = [WAD, base];
  for (const [index, digit] of digits.entries()) {
    if (index > 0) square = mul(square, square);
    if (digit === '1') result = mul(result, square);
  }
  return result;
}
