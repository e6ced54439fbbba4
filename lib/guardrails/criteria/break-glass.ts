/** The group of whoever is let in for an emergency, and the name of what grants it. */
export const BREAK_GLASS = "portcullis:break-glass";
