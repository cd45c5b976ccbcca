export async function seedTasks(): Promise<void> {}
