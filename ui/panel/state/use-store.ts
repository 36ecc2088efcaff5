import { useLayoutEffect, useState } from 'preact/hooks';
import { createStore, type Store } from './store';

/** A store for the life of the component, which is drawn again after each change. */
export function useStore<State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: State,
): Store<State, Action> {
  const [store] = useState(() => createStore(reduce, initial));
  const [, redraw] = useState(0);
  useLayoutEffect(() => store.subscribe(() => redraw((count) => count + 1)), [store]);
  return store;
}
