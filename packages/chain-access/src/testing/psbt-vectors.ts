// Published PSBTs, put together of their records, as they differ in few: BIP-174, "Test Vectors" (the worked example), and BIP-370,
// "Test Vectors". All in hex.

/** Its maps one after the other, each with its end: the global one, then one an input, then one an output. */
function psbtOf(...maps: readonly (readonly string[])[]): string {
  return `70736274ff${maps.map((records) => `${records.join('')}00`).join('')}`;
}

const without = (records: readonly string[], ...left: readonly string[]) =>
  records.filter((record) => !left.includes(record));

// BIP-174.
const TX_174 =
  '01009a020000000258e87a21b56daf0c23be8e7070456c336f7cbaa5c8757924f545887bb2abdd750000000000ffffffff838d0427d0ec650a68aa' +
  '46bb0b098aea4422c071b2ca78352a077959d07cea1d0100000000ffffffff0270aaf00800000000160014d85c2b71d0060b09c9886aeb815e5099' +
  '1dda124d00e1f5050000000016001400aea9a2e5f0f876a588df5546e8742d1d87008f00000000';
const SPENT_0 =
  '0100bb0200000001aad73931018bd25f84ae400b68848be09db706eac2ac18298babee71ab656f8b0000000048473044022058f6fc7c6a33e1b315' +
  '48d481c826c015bd30135aad42cd67790dab66d2ad243b02204a1ced2604c6735b6393e5b41691dd78b00f0c5942fb9f751856faa938157dba01fe' +
  'ffffff0280f0fa020000000017a9140fb9463421696b82c833af241c78c17ddbde493487d0f20a270100000017a91429ca74f8a08f81999428185c' +
  '97b5d852e4063f618765000000';
const SPENT_1 = '01012000c2eb0b0000000017a914b7f5faf40e3d40a5a459b1db3535f2b72fa921e887';
const REDEEM_0 =
  '5221029583bf39ae0a609747ad199addd634fa6108559d6c5cd39b4c2183f1ab96e07f2102dab61ff49a14db6a7d02b0cd1fbb78fc4b18312b5b4e' +
  '54dae4dba2fbfef536d752ae';
const REDEEM_1 = '2200208c2353173743b595dfb4a07b72ba8e42e3797da74e87fe7d9d7497e3b2028903';
const WITNESS_1 =
  '522103089dc10c7ac6db54f91329af617333db388cead0c231f723379d1b99030b02dc21023add904f3d6dcf59ddb906b0dee23529b7ffb9ed50e5' +
  'e86151926860221f0e7352ae';
const SIG_0A =
  '473044022074018ad4180097b873323c0015720b3684cc8123891048e7dbcd9b55ad679c99022073d369b740e3eb53dcefa33823c8070514ca55a7' +
  'dd9544f157c167913261118c01';
const SIG_0B =
  '483045022100f61038b308dc1da865a34852746f015772934208c6d24454393cd99bdf2217770220056e675a675a6d0a02b85b14e5e29074d8a25a' +
  '9b5760bea2816f661910a006ea01';
const SIG_1A =
  '473044022062eb7a556107a7c73f45ac4ab5a1dddf6f7075fb1275969a7f383efff784bcb202200c05dbb7470dbf2f08557dd356c7325c1ed30913' +
  'e996cd3840945db12228da5f01';
const SIG_1B =
  '473044022065f45ba5998b59a27ffe1a7bed016af1f1f90d54b3aa8f7450aa5f56a25103bd02207f724703ad1edb96680b284b56d4ffcb88f7fb75' +
  '9eabbe08aa30f29b851383d201';
const KEY_0A = '029583bf39ae0a609747ad199addd634fa6108559d6c5cd39b4c2183f1ab96e07f';
const KEY_0B = '02dab61ff49a14db6a7d02b0cd1fbb78fc4b18312b5b4e54dae4dba2fbfef536d7';
const KEY_1A = '03089dc10c7ac6db54f91329af617333db388cead0c231f723379d1b99030b02dc';
const KEY_1B = '023add904f3d6dcf59ddb906b0dee23529b7ffb9ed50e5e86151926860221f0e73';
const ALL = '01030401000000';
const path = (key: string, child: number) =>
  `2206${key}10d90c6a4f0000008000000080${child.toString(16).padStart(2, '0')}000080`;
const sig = (key: string, signature: string) => `2202${key}${signature}`;
const scripts = [
  [`010447${REDEEM_0}`, path(KEY_0A, 0), path(KEY_0B, 1)],
  [`0104${REDEEM_1}`, `010547${WITNESS_1}`, path(KEY_1B, 3), path(KEY_1A, 2)],
] as const;
const outputs_174 = [
  [
    '220203a9a4c37f5996d3aa25dbac6b570af0650394492942460b354753ed9eeca5877110d90c6a4f000000800000008004000080',
  ],
  [
    '2202027f6399757d2eff55a136ad02c684b1838b6556e5f1b6b34282a94b6b5005109610d90c6a4f000000800000008005000080',
  ],
];
const signedBy = (first: readonly string[], second: readonly string[]) =>
  psbtOf(
    [TX_174],
    [SPENT_0, ...first, ALL, ...scripts[0]],
    [SPENT_1, ...second, ALL, ...scripts[1]],
    ...outputs_174,
  );

/** The worked example, from hand to hand. */
export const BIP_174 = {
  created: psbtOf([TX_174], [], [], [], []),
  updated: signedBy([], []),
  signedByFirst: signedBy([sig(KEY_0A, SIG_0A)], [sig(KEY_1A, SIG_1A)]),
  signedBySecond: signedBy([sig(KEY_0B, SIG_0B)], [sig(KEY_1B, SIG_1B)]),
  combined: signedBy([sig(KEY_0A, SIG_0A), sig(KEY_0B, SIG_0B)], [sig(KEY_1A, SIG_1A), sig(KEY_1B, SIG_1B)]),
  finalised: psbtOf(
    [TX_174],
    [SPENT_0, `0107da00${SIG_0A}${SIG_0B}47${REDEEM_0}`],
    [SPENT_1, `010723${REDEEM_1}`, `0108da0400${SIG_1A}${SIG_1B}47${WITNESS_1}`],
    ...outputs_174,
  ),
  extracted:
    `0200000000010258e87a21b56daf0c23be8e7070456c336f7cbaa5c8757924f545887bb2abdd7500000000da00${SIG_0A}${SIG_0B}47${REDEEM_0}` +
    `ffffffff838d0427d0ec650a68aa46bb0b098aea4422c071b2ca78352a077959d07cea1d0100000023${REDEEM_1}ffffffff` +
    '0270aaf00800000000160014d85c2b71d0060b09c9886aeb815e50991dda124d00e1f5050000000016001400aea9a2e5f0f876a588df5546e8742d' +
    `1d87008f000400${SIG_1A}${SIG_1B}47${WITNESS_1}00000000`,
  /** In WIF, of a chain for tests. */
  keysOfFirst: [
    'cP53pDbR5WtAD8dYAW9hhTjuvvTVaEiQBdrz9XPrgLBeRFiyCbQr',
    'cR6SXDoyfQrcp4piaiHE97Rsgta9mNhGTen9XeonVgwsh4iSgw6d',
  ],
  keysOfSecond: [
    'cT7J9YpCwY3AVRFSjN6ukeEeWY6mhpbJPxRaDaP5QTdygQRxP9Au',
    'cNBc3SWUip9PPm1GjRoLEJT6T41iNzCYtD7qro84FMnM5zEqeJsE',
  ],
} as const;

// BIP-370.
const TX_370 =
  '01007102000000010b0ad921419c1c8719735d72dc739f9ea9e0638d1fe4c1eef0f9944084815fc80000000000feffffff020008af2f0000000016' +
  '0014c430f64c4756da310dbd1a085572ef299926272c8bbdeb0b00000000160014a07dac8ab6ca942d379ed795f835ba71c9cc688500000000';
const SPENT_WHOLE =
  '0100520200000001c1aa256e214b96a1822f93de42bff3b5f3ff8d0519306e3515d7515a5e805b120000000000ffffffff0118c69a3b0000000016' +
  '0014b0a3af144208412693ca7d166852b52db0aef06e00000000';
const SPENT = '01011f18c69a3b00000000160014b0a3af144208412693ca7d166852b52db0aef06e';
const FINAL_WITNESS =
  '01086b02473044022005275a485734e0ae1f3b971237586f0e72dc85833d278c0e474cd23112c0fa5e02206b048c83cebc3c41d0b93cc7da76185c' +
  'edbd030d005b08018be2b98bbacbdf7b012103760dcca05f3997dc65b293060f7f29f1514c8c527048e12802b041d4fc340a27';
const PATH_A =
  '220202d601f84846a6755f776be00e3d9de8fb10acc935fb83c45fb0162d4cad5ab79218f69d873e54000080010000800000008000000000' +
  '2a000000';
const PATH_B =
  '2202036efe2c255621986553ba9d65c3ddc64165ca1436e05aa35a4c6eb02451cf796d18f69d873e54000080010000800000008001000000' +
  '62000000';
const PATH_C =
  '220202e36fbff53dd534070cf8fd396614680f357a9b85db7340bf1cfa745d2ad7b34018f69d873e54000080010000800000008001000000' +
  '64000000';
const TX_VERSION = '01020402000000';
const FALLBACK = '01030400000000';
const IN_COUNT = '01040101';
const OUT_COUNT = '01050102';
const MODIFIABLE = '01060100';
const VERSION = '01fb0402000000';
const TXID = '010e200b0ad921419c1c8719735d72dc739f9ea9e0638d1fe4c1eef0f9944084815fc8';
const INDEX = '010f0400000000';
const SEQUENCE = '011004feffffff';
const TIME = '0111048c8dc462';
const HEIGHT = '01120410270000';
const AMOUNT_A = '0103080008af2f00000000';
const SCRIPT_A = '0104160014c430f64c4756da310dbd1a085572ef299926272c';
const AMOUNT_B = '0103088bbdeb0b00000000';
const SCRIPT_B = '01041600144dd193ac964a56ac1b9e1cca8454fe2f474f8513';
const v0 = (more: { readonly global?: string; readonly input?: string }) =>
  psbtOf(
    [TX_370, more.global ?? ''],
    [SPENT_WHOLE, SPENT, FINAL_WITNESS, more.input ?? ''],
    [PATH_A],
    [PATH_B],
  );
const GLOBAL = [TX_VERSION, FALLBACK, IN_COUNT, OUT_COUNT, VERSION];
const INPUT = [SPENT_WHOLE, SPENT, TXID, INDEX, SEQUENCE];
const OUTPUT = [PATH_A, AMOUNT_A, SCRIPT_A];
const v2 = (global: readonly string[], input: readonly string[], output: readonly string[] = OUTPUT) =>
  psbtOf(global, input, output, [PATH_C, AMOUNT_B, SCRIPT_B]);

/** That of version 0 which the first of these differ from in one record each. */
export const BIP_370_OF_VERSION_0 = v0({});

/** What nobody may read, by its name in the standard. */
export const BIP_370_INVALID: Readonly<Record<string, string>> = {
  'PSBTv0 but with PSBT_GLOBAL_FALLBACK_LOCKTIME': v0({ global: '01030402000000' }),
  'PSBTv0 but with PSBT_GLOBAL_INPUT_COUNT': v0({ global: '01040102' }),
  'PSBTv0 but with PSBT_GLOBAL_OUTPUT_COUNT': v0({ global: OUT_COUNT }),
  'PSBTv0 but with PSBT_GLOBAL_TX_MODIFIABLE': v0({ global: MODIFIABLE }),
  'PSBTv0 but with PSBT_IN_PREVIOUS_TXID': v0({ input: TXID }),
  'PSBTv0 but with PSBT_IN_OUTPUT_INDEX': v0({ input: INDEX }),
  'PSBTv0 but with PSBT_IN_SEQUENCE': v0({ input: '011004ffffffff' }),
  'PSBTv0 but with PSBT_IN_REQUIRED_TIME_LOCKTIME': v0({ input: TIME }),
  'PSBTv0 but with PSBT_IN_REQUIRED_HEIGHT_LOCKTIME': v0({ input: HEIGHT }),
  'PSBTv2 missing PSBT_GLOBAL_INPUT_COUNT': v2(without(GLOBAL, IN_COUNT), INPUT),
  'PSBTv2 missing PSBT_GLOBAL_OUTPUT_COUNT': v2(without(GLOBAL, OUT_COUNT), INPUT),
  'PSBTv2 missing PSBT_IN_PREVIOUS_TXID': v2(GLOBAL, without(INPUT, TXID)),
  'PSBTv2 missing PSBT_IN_OUTPUT_INDEX': v2(GLOBAL, without(INPUT, INDEX)),
  'PSBTv2 missing PSBT_OUT_AMOUNT': v2(GLOBAL, INPUT, without(OUTPUT, AMOUNT_A)),
  'PSBTv2 missing PSBT_OUT_SCRIPT': v2(GLOBAL, INPUT, without(OUTPUT, SCRIPT_A)),
  'PSBTv2 with PSBT_IN_REQUIRED_TIME_LOCKTIME less than 500000000': v2(without(GLOBAL, FALLBACK), [
    ...without(INPUT, SEQUENCE),
    '011104ff64cd1d',
  ]),
  'PSBTv2 with PSBT_IN_REQUIRED_HEIGHT_LOCKTIME greater than or equal to 500000000': v2(
    without(GLOBAL, FALLBACK),
    [...without(INPUT, SEQUENCE), '0112040065cd1d'],
  ),
};

/** What everybody must read, and write again byte by byte. */
export const BIP_370_VALID: Readonly<Record<string, string>> = {
  '1 input, 2 output PSBTv2, required fields only': psbtOf(
    without(GLOBAL, FALLBACK),
    [TXID, INDEX],
    [AMOUNT_A, SCRIPT_A],
    [AMOUNT_B, SCRIPT_B],
  ),
  '1 input, 2 output updated PSBTv2': v2(without(GLOBAL, FALLBACK), without(INPUT, SEQUENCE)),
  '1 input, 2 output updated PSBTv2, with PSBT_IN_SEQUENCE': v2(without(GLOBAL, FALLBACK), INPUT),
  '1 input, 2 output updated PSBTv2, with PSBT_IN_SEQUENCE, and all locktime fields': v2(GLOBAL, [
    ...INPUT,
    ...[TIME, HEIGHT],
  ]),
};
