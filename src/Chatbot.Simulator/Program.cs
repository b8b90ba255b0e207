namespace Chatbot.Simulator;

internal static class Host
{
    private static async Task Main(string[] args)
    {
        var app = WebApplication.CreateBuilder(args).Build();
        await app.RunAsync();
    }
}
