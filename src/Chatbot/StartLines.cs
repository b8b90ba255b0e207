namespace Chatbot;

/// <summary>A line that a feature has to say to whoever starts the service by hand; null for nothing. Never logged.</summary>
/// <param name="service">Where this copy of the service listens.</param>
/// <param name="cancellationToken">Stops it.</param>
internal delegate Task<string?> StartLine(Uri service, CancellationToken cancellationToken);
