import { expose } from 'comlink';
import { openGpuBackend } from '../engine/gpu/open-backend';
import { createEngine } from '../engine/worker/engine';

/** The worker of the engine page. The GPU device and the sessions end with the worker. */
expose(createEngine(openGpuBackend));
