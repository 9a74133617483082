import { describeContract } from '@diboas/providers-kit/contract';
import { sumsub } from './provider.ts';
import { identity } from './testing/suites.ts';

describeContract(sumsub, { identity });
