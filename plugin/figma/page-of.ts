/** The page of a node; null if the node stands on none. */
export function pageOf(node: BaseNode): PageNode | null {
  for (let ancestor: BaseNode | null = node; ancestor !== null; ancestor = ancestor.parent)
    if (ancestor.type === 'PAGE') return ancestor;
  return null;
}
