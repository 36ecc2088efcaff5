// Node loads this file before each program of the tests. V8 then keeps the code of its quick WebAssembly compiler. Its
// optimising compiler takes longer over onnxruntime-web than most tests take to run it; the results are the same.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--liftoff-only');
