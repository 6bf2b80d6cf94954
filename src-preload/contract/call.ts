import { z } from 'zod';

/** One named method between window and main process: what goes in and what comes out, checked on both sides. */
export interface Call<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly input: In;
  readonly output: Out;
}

export type Calls = Readonly<Record<string, Call>>;

export function call<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): Call<In, Out> {
  return { input, output };
}

/** For calls that need nothing or answer nothing. */
export const Nothing = z.void();

export type InputOf<C extends Call> = z.infer<C['input']>;
export type OutputOf<C extends Call> = z.infer<C['output']>;
