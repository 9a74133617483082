import { describeContract } from '@diboas/providers-kit/contract';
import { jupiter } from './provider.ts';
import { dex } from './testing/suites.ts';

describeContract(jupiter, { dex });
